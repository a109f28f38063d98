// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace headscope::core {

/// The one script of an exported page: a click on a header sorts (numbers by size, empty cells
/// last; again: the other way round), the field hides the rows that do not have its text.
inline constexpr std::string_view htmlScript = R"(
'use strict';
const table = document.querySelector('table');
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const rows = [...body.rows];
const count = document.querySelector('output');
const field = document.querySelector('input');
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.classList.contains('n') ? parseFloat(cell.textContent) : cell.textContent;
}
function sort(column, down) {
  const keyed = rows.map((row, place) => ({row, place, key: keyOf(row, column)}));
  keyed.sort((a, b) => {
    const none = (a.key === '') - (b.key === '');
    if (none || a.key === b.key) return none || a.place - b.place;
    const both = typeof a.key === typeof b.key;
    const order = !both ? (typeof a.key === 'number' ? -1 : 1)
      : typeof a.key === 'number' ? a.key - b.key : a.key.localeCompare(b.key);
    return (down ? -order : order) || a.place - b.place;
  });
  body.append(...keyed.map(each => each.row));
}
heads.forEach((head, column) => head.firstChild.addEventListener('click', () => {
  const down = head.getAttribute('aria-sort') === 'ascending';
  heads.forEach(each => each.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  sort(column, down);
}));
function filter() {
  const text = field.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = text !== '' && !row.textContent.toLowerCase().includes(text);
    shown += !row.hidden;
  }
  count.textContent = text === '' ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
}
field.addEventListener('input', filter);
document.querySelector('form').addEventListener('submit', event => event.preventDefault());
document.querySelector('form').hidden = false;
filter();
)";

/// Of the script above, as a page's policy wants it; a test compares the two.
inline constexpr std::string_view htmlScriptHash =
    "sha256-G84ZT7yEQ+HHy2Sm+t2nf5KYnKCuZUZmNijCFrBb7e0=";

} // namespace headscope::core

# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads the table (layers.txt, variable `layers`), then the names of the source files on standard
# input, and prints each breach as file:line: what is wrong. `qt` is the folder that holds Qt's
# headers, a folder for each module. Exit code 1 for a breach, 2 for a table that cannot be read.

function die(sentence) {
    print "layering: " sentence > "/dev/stderr"
    failed = 1
    exit 2
}

# A pattern with `*` as a regular expression.
function expression(pattern) {
    gsub(/[.+]/, "[&]", pattern)
    gsub(/[*]/, "[^/]*", pattern)
    return pattern
}
function fits(pattern, text) { return text ~ ("^" expression(pattern) "$") }
function fitsFolder(pattern, path) { return path ~ ("^" expression(pattern) "(/.*)?$") }

function exists(path,    line, there) {
    if (path in known)
        return known[path]
    there = (getline line < path) >= 0
    if (there)
        close(path)
    return known[path] = there
}

function readTable(    line, more, fields, count, colon, i) {
    while ((getline line < layers) > 0) {
        ++tableLine
        sub(/[ \t]*#.*/, "", line)
        while (line ~ /\\[ \t]*$/ && (getline more < layers) > 0) {
            ++tableLine
            sub(/\\[ \t]*$/, " ", line)
            line = line more
        }
        count = split(line, fields)
        if (count == 0)
            continue
        if (fields[1] == "library" && count >= 3) {
            isLibrary[fields[2]] = 1
            for (i = 3; i <= count; ++i) {
                if (fields[i] ~ /^qt:/)
                    modules[substr(fields[i], 4)] = fields[2]
                else
                    headers[fields[i]] = fields[2]
            }
        } else if (fields[1] == "once" && count == 2) {
            once[fields[2]] = 1
        } else if (fields[1] == "part" || fields[1] == "also") {
            for (colon = 2; colon <= count && fields[colon] != ":"; ++colon) {}
            if (colon >= count)
                die(layers ":" tableLine ": no `: WHAT`")
            for (i = 2; i < colon; ++i) {
                if (fields[1] == "part")
                    allowed[fields[i]] = join(fields, colon + 1, count)
                else
                    more_allowed[fields[i]] = join(fields, colon + 1, count)
            }
        } else {
            die(layers ":" tableLine ": cannot read `" line "`")
        }
    }
    if (tableLine == 0)
        die("cannot read " layers)
    isLibrary["std"] = isLibrary["any"] = 1
    for (i in allowed)
        checkNames(i, allowed[i])
    for (i in more_allowed)
        checkNames(i, more_allowed[i])
    for (i in once)
        checkNames("once", i)
}
# A misspelt library would allow nothing and say nothing.
function checkNames(where, names,    fields, count, i) {
    count = split(names, fields)
    for (i = 1; i <= count; ++i)
        if (!(fields[i] in isLibrary) && !(fields[i] in allowed) && fields[i] !~ /\//)
            die(layers ": " where ": no library or part `" fields[i] "`")
}
function join(fields, first, last,    i, text) {
    for (i = first; i <= last; ++i)
        text = text " " fields[i]
    return text
}

# The part of the table that a file is of; "" where it is of none.
function partOf(path,    pattern, best) {
    best = ""
    for (pattern in allowed)
        if (fitsFolder(pattern, path) && length(pattern) > length(best))
            best = pattern
    return best
}

# The library that <header> is of; "" where no line of the table names it.
function libraryOf(header,    pattern, module) {
    if (header in libraryCache)
        return libraryCache[header]
    if (header ~ /^[a-z_0-9]+$/)
        return libraryCache[header] = "std"
    for (pattern in headers)
        if (fits(pattern, header))
            return libraryCache[header] = headers[pattern]
    for (module in modules)
        if (header ~ ("^" module "/") || (header ~ /^[qQ][A-Za-z_0-9.]+$/ && exists(qt "/" module "/" header)))
            return libraryCache[header] = modules[module]
    return libraryCache[header] = ""
}

# Whether `file` may include `target`: a library, or a path with the part it is of.
function mayInclude(file, part, target, targetPart,    list, fields, count, i, pattern) {
    list = allowed[part]
    for (pattern in more_allowed)
        if (fits(pattern, file) || pattern == part)
            list = list more_allowed[pattern]
    count = split(list, fields)
    for (i = 1; i <= count; ++i) {
        if (fields[i] == "any" || fields[i] == target)
            return 1
        if (targetPart != "" && (fields[i] == targetPart || fits(fields[i], targetPart) || fits(fields[i], target)))
            return 1
    }
    return 0
}

function breach(file, line, sentence) {
    ++breaches
    print file ":" line ": " sentence
}

function checkInclude(file, part, number, line,    form, name, library, targetPart, stem) {
    ++includes
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
    form = substr(line, 1, 1)
    name = substr(line, 2)
    sub(/[>"].*$/, "", name)
    if (form != "<" && form != "\"") {
        breach(file, number, "an include that cannot be read: " line)
        return
    }
    if (name ~ /(^|\/)\.\.?(\/|$)/) {
        breach(file, number, name " is not written from the repository root")
        return
    }
    stem = file
    sub(/^.*\//, "", stem)
    sub(/[.][a-z]+$/, "", stem)
    if (form == "\"") {
        if (name == stem ".moc" || name == "moc_" stem ".cpp")
            return
        if (name !~ /^(core|app|ui|tests)\//) {
            breach(file, number, name " is not written from the repository root")
            return
        }
        if (!exists(name)) {
            breach(file, number, name " does not exist")
            return
        }
        targetPart = partOf(name)
        if (!mayInclude(file, part, name, targetPart))
            breach(file, number, part " may not include " name)
        return
    }
    if (name ~ /^(core|app|ui|tests)\//) {
        breach(file, number, name " of the project in angle brackets")
        return
    }
    library = libraryOf(name)
    if (library == "") {
        if (!mayInclude(file, part, name, ""))
            breach(file, number, "<" name "> is of no library of the table")
        return
    }
    if (!mayInclude(file, part, library, "")) {
        breach(file, number, part " may not include <" name "> (" library ")")
        return
    }
    if (library in once && part != "tests") {
        if (library in onceIn && onceIn[library] != file)
            breach(file, number, "<" name "> (" library ") is in " onceIn[library] " already, and may be in one file only")
        else
            onceIn[library] = file
    }
}

function checkFile(file,    part, number, line, pragma) {
    ++files
    part = partOf(file)
    if (part == "")
        breach(file, 1, "is in no part of the table")
    while ((getline line < file) > 0) {
        ++number
        if (number == 1 && line !~ /^\/\/ SPDX-FileCopyrightText: [0-9-]+ The Headscope developers$/)
            breach(file, 1, "no SPDX-FileCopyrightText in the first line")
        if (number == 2 && line !~ /^\/\/ SPDX-License-Identifier: GPL-3.0-or-later$/)
            breach(file, 2, "no SPDX-License-Identifier in the second line")
        if (line ~ /^#pragma once$/)
            pragma = 1
        if (part != "" && line ~ /^[ \t]*#[ \t]*include/)
            checkInclude(file, part, number, line)
    }
    close(file)
    if (number < 2)
        breach(file, 1, "no SPDX head")
    if (file ~ /[.]h$/ && !pragma)
        breach(file, 1, "a header without #pragma once")
}

BEGIN {
    readTable()
    if (!exists(qt "/QtCore/QObject"))
        die("no headers of Qt in " qt)
    while ((getline file) > 0)
        checkFile(file)
    if (files == 0)
        die("no source file to check")
    if (breaches > 0) {
        printf "layering: %d breaches in %d files\n", breaches, files > "/dev/stderr"
        exit 1
    }
    printf "layering: %d files with %d includes, no breach\n", files, includes
}

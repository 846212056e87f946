"""The completion script of PowerShell, 5.1 or later."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rows import Option, Row, What, arguments, shared, values

from shells import posix

_START = """
Register-ArgumentCompleter -Native -CommandName ressio -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

"""
_ENGINE = r"""
    # The words before the cursor: a plain or quoted word by its value, anything else as it is written.
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })

    # The command that is meant, the option that awaits its value, how many arguments stand there.
    $row = ''; $waits = ''; $folder = ''; $plain = $false; $count = 0
    foreach ($word in $before) {
        if ($waits) {
            if ($waits -ceq '-C' -or $waits -ceq '--project') { $folder = $word }
            $waits = ''
        }
        elseif ($plain) { $count++ }
        elseif ($word -ceq '--') { $plain = $true }
        elseif ($word -cmatch '^(-C|--project=)(.+)') { $folder = $Matches[2] }
        elseif ($word.StartsWith('-')) { if ($options[$row] -ccontains "$word=") { $waits = $word } }
        elseif ($count -eq 0 -and $commands[$row] -ccontains $word) { $row = "$row $word".Trim() }
        else { $count++ }
    }

    # What completes the word at the cursor.
    $typed = "$wordToComplete"; $lead = ''; $keys = @(); $choices = @()
    if ($waits) { $keys = "$row $waits", "* $waits" }
    elseif (-not $plain -and $typed -cmatch '^(--[^=]+)=') {
        $lead = $Matches[0]
        $keys = "$row $($Matches[1])", "* $($Matches[1])"
    }
    elseif (-not $plain -and $typed.StartsWith('-')) {
        $choices = @($options[$row] | ForEach-Object { $_.TrimEnd('=') })
    }
    elseif ($count -eq 0 -and $commands[$row]) { $choices = $commands[$row] }
    else { $keys = "$row $($count + 1)", "$row *" }

    $suffix = ''
    $what = $keys | ForEach-Object { $values[$_] } | Where-Object { $_ } | Select-Object -First 1
    if ($what) {
        $suffix = $what.Suffix
        $choices = @($what.Words)
        if ($what.Kind) {
            $kept = $env:RESSIO_DIR
            try {
                if ($folder) { $env:RESSIO_DIR = $folder -replace '^~(?=[\\/]|$)', $HOME }
                $choices += @(& (Get-Command ressio -CommandType Application)[0] __complete $what.Kind 2>$null)
            }
            finally { $env:RESSIO_DIR = $kept }
        }
    }

    # Nothing found means that PowerShell offers files and folders, as it does where those are wanted.
    $choices | Where-Object { $_ } | ForEach-Object { "$lead$($_)$suffix" } |
        Where-Object { $_.StartsWith($typed, [System.StringComparison]::Ordinal) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
"""


def script(rows: list[Row]) -> str:
    """The script."""
    reading, writing = shared(rows, writes=False), shared(rows, writes=True)
    tables = [
        "# What stands below each command.",
        _table("commands", ((row.name, _words(row.commands)) for row in rows if row.commands)),
        "# The options of each command; one that takes a value ends in =.",
        f"$reading = {_words(posix.spelled(reading))}",
        f"$writing = $reading + {_words(posix.spelled(posix.own(writing, reading)))}",
        _table("options", ((row.name, _options(row, writing)) for row in rows)),
        "# What completes an option, or the argument of that number; * is any command, or any further argument.",
        _table("values", _values(rows, reading)),
    ]
    about = f"# Completion of ressio for PowerShell 5.1 or later.\n#\n{posix.ABOUT}"
    return about + _START + textwrap.indent("\n".join(tables), "    ") + _ENGINE


def _table(name: str, entries: Iterable[tuple[str, str]]) -> str:
    lines = [f"    {_quoted(key)} = {value}" for key, value in entries]
    return "\n".join([f"${name} = @{{", *lines, "}", ""])


def _options(row: Row, everywhere: list[Option]) -> str:
    more = "$writing" if row.writes else "$reading"
    found = posix.spelled(posix.own(row.options, everywhere))
    return f"{_words(found)} + {more}" if found else more


def _values(rows: list[Row], everywhere: list[Option]) -> Iterable[tuple[str, str]]:
    known = {spelling for option in everywhere for spelling in option.spellings}
    for option in everywhere:
        for spelling in option.spellings:
            if option.what and not option.what.place:
                yield f"* {spelling}", _value(option.what)
    for row in rows:
        for place, what in (*values(row), *arguments(row)):
            if not what.place and place not in known:
                yield f"{row.name} {place}", _value(what)


def _value(what: What) -> str:
    return f"@{{ Kind = {_quoted(what.kind)}; Words = {_words(what.words)}; Suffix = {_quoted(what.suffix)} }}"


def _words(words: Iterable[str]) -> str:
    return f"@({', '.join(_quoted(word) for word in words)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"

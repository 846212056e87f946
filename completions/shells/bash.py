"""The completion script of bash, 4.4 or later."""

from __future__ import annotations

from rows import Row

from shells import posix

_ENGINE = r"""
_ressio_line() {    # the words up to the cursor into `line`; bash has cut them at each = and :
    local rest=${COMP_LINE:0:COMP_POINT} piece
    line=()
    for piece in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#line[@]} == 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"}
            line+=('')
        fi
        [[ $rest == "$piece"* ]] || piece=$rest
        line[-1]+=$piece
        rest=${rest#"$piece"}
    done
}

_ressio_read() {    # the command that is meant, the option that awaits its value, how many arguments stand there
    local word
    row= waits= plain= folder= count=0
    _ressio_row ''
    for word in "${line[@]:1:${#line[@]}-2}"; do
        word=${word//[\"\'\\]/}    # without quotes; nothing in it is expanded
        if [[ -n $waits ]]; then
            [[ $waits == -C || $waits == --project ]] && folder=$word
            waits=
        elif [[ -n $plain ]]; then
            count=$((count + 1))
        elif [[ $word == -- ]]; then
            plain=1
        elif [[ $word == -C?* ]]; then
            folder=${word#-C}
        elif [[ $word == --project=* ]]; then
            folder=${word#*=}
        elif [[ $word == -* ]]; then
            [[ " ${flags[*]} " == *" $word= "* ]] && waits=$word
        elif [[ $count == 0 && " ${subcommands[*]} " == *" $word "* ]]; then
            row=${row:+$row }$word
            _ressio_row "$row"
        else
            count=$((count + 1))
        fi
    done
}

_ressio_ids() {    # the ids of a kind, from the project that -C names on this line
    local ids
    [[ $folder == '~' || $folder == '~/'* ]] && folder=$HOME${folder:1}
    [[ -n $folder ]] && local -x RESSIO_DIR=$folder
    mapfile -t ids < <(command ressio __complete "$1" 2>/dev/null </dev/null)
    choices+=("${ids[@]}")
}

_ressio() {
    local IFS=$' \t\n' row waits plain folder count kind suffix place writes lead='' typed word
    local -a line subcommands flags choices
    COMPREPLY=()
    _ressio_line
    _ressio_read
    typed=${line[-1]//[\"\'\\]/}
    kind= suffix= place= choices=()
    if [[ -n $waits ]]; then
        _ressio_value "$row" "$waits"
    elif [[ -z $plain && $typed == --*=* ]]; then
        lead=${typed%%=*}=
        _ressio_value "$row" "${typed%%=*}"
    elif [[ -z $plain && $typed == -* ]]; then
        choices=("${flags[@]%=}")
    elif [[ $count == 0 && ${#subcommands[@]} != 0 ]]; then
        choices=("${subcommands[@]}")
    else
        _ressio_value "$row" "$((count + 1))"
    fi
    case $place in
        files) compopt -o default; return ;;
        folders) compopt -o dirnames; return ;;
    esac
    [[ -n $kind ]] && _ressio_ids "$kind"
    [[ -n $suffix ]] && compopt -o nospace
    for word in "${choices[@]}"; do
        word=$lead$word$suffix
        [[ $word == "$typed"* ]] && COMPREPLY+=("${word:${#typed}-${#2}}")
    done
}

complete -F _ressio ressio
"""


def script(rows: list[Row]) -> str:
    """The script."""
    return f"# Completion of ressio for bash 4.4 or later.\n#\n{posix.ABOUT}\n{posix.tables(rows)}\n{_ENGINE}"

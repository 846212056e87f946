# Completion of ressio for bash 4.4 or later.
#
# Written by completions/generate.py from the tree of commands; not to be changed by hand.
#
# Nothing of a project is ever evaluated: ids come one a line from `ressio __complete KIND`, are compared with what
# was typed, and are handed to the shell as plain words.

_ressio_row() {    # what may stand after the command $1; an option that takes a value ends in =
    writes= subcommands=() flags=()
    case $1 in
        '')
            subcommands=(init demo budget change bill invoice release void pay write-off payment credit summary
                unbilled aging statement pdf portal outbox remind check schema completion help)
            flags=(--version)
            writes=1
            ;;
        init)
            flags=(--name= --contract= --budget= --client= --currency= --sample=)
            writes=1
            ;;
        budget)
            subcommands=(show lock unlock import)
            flags=(--by=)
            writes=1
            ;;
        'budget show')
            flags=(--by=)
            ;;
        'budget lock')
            flags=(--on= --future)
            writes=1
            ;;
        'budget unlock')
            writes=1
            ;;
        'budget import')
            flags=(--replace --sheet=)
            writes=1
            ;;
        change)
            subcommands=(list show new edit propose approve decline carry-out)
            writes=1
            ;;
        'change new')
            flags=(--title= --item= --kind= --id= --reason= --carried-out= --propose)
            writes=1
            ;;
        'change edit')
            flags=(--title= --kind= --reason= --cost= --price= --markup= --tax= --code= --for= --name= --item=
                --drop=)
            writes=1
            ;;
        'change propose')
            flags=(--on= --future)
            writes=1
            ;;
        'change approve')
<<<<<<< HEAD
            flags=(--by= --on= --signed=)
=======
            flags=(--by= --on= --future)
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
            writes=1
            ;;
        'change decline')
            flags=(--by= --on= --future)
            writes=1
            ;;
        'change carry-out')
            flags=(--as-agreed --at-cost)
            writes=1
            ;;
        bill)
            subcommands=(list show new edit approve pay import)
            writes=1
            ;;
        'bill new')
            flags=(--vendor= --line= --number= --date= --due= --kind= --id= --attach= --approve)
            writes=1
            ;;
        'bill edit')
            flags=(--vendor= --number= --date= --due= --kind= --amount= --markup= --tax= --code= --for= --text=
                --line= --drop= --attach= --detach= --reason=)
            writes=1
            ;;
        'bill approve')
<<<<<<< HEAD
            flags=(--all --on=)
            writes=1
            ;;
        'bill pay')
            flags=(--on= --undo)
=======
            flags=(--on= --future)
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
            writes=1
            ;;
        'bill import')
            flags=(--approve --sheet=)
            writes=1
            ;;
        invoice)
            subcommands=(new list show edit add remove delete release void pay write-off)
            writes=1
            ;;
        'invoice new')
            flags=(--from= --percent= --amount= --change= --bill= --code= --through= --all --all-items --markup=
                --tax= --stored= --deposit= --item= --items= --section= --over= --retainage= --id= --number=
                --title= --description= --notes= --internal= --conditions= --terms= --due= --show= --hide=
                --attach=)
            writes=1
            ;;
        'invoice edit')
<<<<<<< HEAD
            flags=(--percent= --amount= --markup= --tax= --stored= --item= --drop= --refresh --over= --retainage=
                --number= --title= --description= --notes= --internal= --conditions= --terms= --due= --show= --hide=
                --attach= --no-notify --send)
=======
            flags=(--percent= --amount= --markup= --tax= --stored= --item= --drop= --into= --refresh --over=
                --retainage= --number= --title= --description= --notes= --internal= --conditions= --terms= --due=
                --show= --hide= --attach= --no-notify)
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
            writes=1
            ;;
        'invoice add')
            flags=(--from= --percent= --amount= --change= --bill= --code= --through= --all --all-items --markup=
                --tax= --stored= --deposit= --item= --items= --section= --over= --no-notify --send)
            writes=1
            ;;
        'invoice remove')
            flags=(--no-notify --send)
            writes=1
            ;;
        'invoice delete')
            writes=1
            ;;
        'invoice release')
<<<<<<< HEAD
            flags=(--number= --on= --apply-credit --note= --no-notify --send)
            writes=1
            ;;
        'invoice void')
            flags=(--reason= --reissue --refund --on= --note= --no-notify --send)
=======
            flags=(--number= --on= --future --apply-credit --note= --no-notify)
            writes=1
            ;;
        'invoice void')
            flags=(--reason= --reissue --refund --on= --future --note= --no-notify)
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
            writes=1
            ;;
        'invoice pay')
            flags=(--amount= --on= --future --method= --ref= --note= --pending --keep-credit --from-credit)
            writes=1
            ;;
        'invoice write-off')
            flags=(--reason= --on= --note=)
            writes=1
            ;;
        release)
<<<<<<< HEAD
            flags=(--number= --on= --apply-credit --note= --no-notify --send)
            writes=1
            ;;
        void)
            flags=(--reason= --reissue --refund --on= --note= --no-notify --send)
=======
            flags=(--number= --on= --future --apply-credit --note= --no-notify)
            writes=1
            ;;
        void)
            flags=(--reason= --reissue --refund --on= --future --note= --no-notify)
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
            writes=1
            ;;
        pay)
            flags=(--amount= --on= --future --method= --ref= --note= --pending --keep-credit --from-credit)
            writes=1
            ;;
        write-off)
            flags=(--reason= --on= --note=)
            writes=1
            ;;
        payment)
            subcommands=(list new settle fail void refund)
            writes=1
            ;;
        'payment new')
            flags=(--on= --future --method= --ref= --note= --pending)
            writes=1
            ;;
        'payment settle')
            flags=(--on= --future)
            writes=1
            ;;
        'payment fail')
            flags=(--reason= --on= --future)
            writes=1
            ;;
        'payment void')
            flags=(--reason= --on= --future)
            writes=1
            ;;
        'payment refund')
            flags=(--reason= --on= --future --method= --ref=)
            writes=1
            ;;
        credit)
            subcommands=(show refund)
            writes=1
            ;;
        'credit refund')
            flags=(--on= --future --method= --ref= --note=)
            writes=1
            ;;
        summary)
            flags=(--expand)
            ;;
        unbilled)
            flags=(--contract --retainage --fail)
            ;;
        statement)
            flags=(--from= --to=)
            ;;
        pdf)
            flags=(--all --package --application -o= --output= --from= --to=)
            ;;
        portal)
            flags=(--open --preview=)
            ;;
        outbox)
            subcommands=(list show new send mark-sent drop)
            writes=1
            ;;
        'outbox show')
            flags=(--raw)
            ;;
        'outbox new')
            flags=(--send)
            writes=1
            ;;
        'outbox send')
            flags=(--again=)
            writes=1
            ;;
        'outbox mark-sent')
            flags=(--on=)
            writes=1
            ;;
        'outbox drop')
            writes=1
            ;;
        remind)
            flags=(--days= --send)
            writes=1
            ;;
    esac
    flags+=(-C= --project= --json -q --quiet --wide --as-of= --color= -h --help)
    [[ -n $writes ]] && flags+=(-n --dry-run -y --yes)
    return 0
}

_ressio_value() {    # what completes the option or the argument $2 of the command $1
    kind= suffix= place= choices=()
    case "$1 $2" in
        *' -C' | *' --project' | 'init 1' | 'demo 1')
            place=folders ;;
        *' --color')
            choices=(auto always never) ;;
        'init --contract')
            choices=(fixed-price cost-plus) ;;
        'init --budget')
            choices=(cost-items cost-codes) ;;
        'init --sample')
            choices=(average-home garage lakeside-remodel) ;;
        'budget --by' | 'budget show --by')
            choices=(item category code) ;;
        'budget import 1' | 'change approve --signed' | 'bill new --attach' | 'bill edit --attach' | \
        'bill edit --detach' | 'bill import 1' | 'invoice new --items' | 'invoice new --attach' | \
        'invoice edit --attach' | 'invoice add --items' | 'pdf -o' | 'pdf --output')
            place=files ;;
        'change show 1' | 'change carry-out 1' | 'invoice new --change' | 'invoice add --change')
            kind=changes ;;
        'change new --kind' | 'change edit --kind')
            choices=(change-order selection) ;;
        'change new --carried-out')
            choices=(as-agreed at-cost) ;;
        'change edit 1')
            kind=unanswered-changes ;;
        'change propose 1')
            kind=proposable-changes ;;
        'change approve 1' | 'change decline 1')
            kind=pending-changes ;;
        'bill show 1' | 'bill edit 1' | 'invoice new --bill' | 'invoice add --bill')
            kind=bills ;;
        'bill new --kind' | 'bill edit --kind')
            choices=(bill expense labor) ;;
        'bill approve '[1-9]*)
            kind=draft-bills ;;
        'bill pay '[1-9]*)
            kind=unpaid-bills ;;
        'invoice new --from' | 'invoice add --from')
            choices=(percentage actuals changes retainage amount deposit) ;;
        'invoice new --percent' | 'invoice new --amount' | 'invoice edit --percent' | \
        'invoice edit --amount' | 'invoice add --percent' | 'invoice add --amount')
            kind=sources choices=(all) suffix='=' ;;
        'invoice new --code' | 'invoice add --code')
            kind=codes ;;
        'invoice new --markup' | 'invoice new --tax' | 'invoice new --stored' | 'invoice edit --markup' | \
        'invoice edit --tax' | 'invoice edit --stored' | 'invoice add --markup' | 'invoice add --tax' | \
        'invoice add --stored')
            kind=sources suffix='=' ;;
        'invoice new --show' | 'invoice new --hide' | 'invoice edit --show' | 'invoice edit --hide')
            choices=(lines descriptions codes quantities cost markup percent previous tax recap attachments) ;;
        'invoice show 1' | 'invoice edit 1' | 'invoice add 1' | 'invoice remove 1' | 'invoice void 1' | \
        'void 1' | 'outbox new 1')
            kind=invoices ;;
        'invoice edit --drop')
            kind=sources ;;
        'invoice delete 1' | 'invoice release 1' | 'release 1' | 'portal --preview')
            kind=drafts ;;
        'invoice pay --method' | 'pay --method' | 'payment new --method' | 'payment refund --method' | \
        'credit refund --method')
            choices=(check ach card cash wire transfer e-transfer zelle venmo paypal money-order other) ;;
        'invoice pay '[1-9]* | 'invoice write-off 1' | 'pay '[1-9]* | 'write-off 1')
            kind=open ;;
        'payment settle 1' | 'payment fail 1' | 'payment void 1' | 'payment refund 1')
            kind=payments ;;
        'pdf 1')
            kind=papers choices=(statement budget) ;;
        'outbox show 1' | 'outbox send --again' | 'outbox send '[1-9]* | 'outbox mark-sent '[1-9]* | \
        'outbox drop '[1-9]*)
            kind=messages ;;
        'schema 1')
            choices=(settings budget change bill draft invoice payment message) ;;
        'completion 1')
            choices=(bash zsh fish powershell) ;;
        'help 1')
            choices=(bills changes cost-plus environment exit-codes files glossary json mail methods payments portal
    problems retainage seals tables taxes) ;;
    esac
}

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

# Completion of ressio for fish 3.1 or later.
#
# Written by completions/generate.py from the tree of commands; not to be changed by hand.
#
# Nothing of a project is ever evaluated: ids come one a line from `ressio __complete KIND`, are compared with what
# was typed, and are handed to the shell as plain words.


function __ressio_commands --argument-names row --description 'What stands below a command'
    switch "$row"
        case ''
            printf '%s\n' init demo budget change bill invoice release void pay write-off payment credit summary \
                unbilled aging statement pdf portal outbox remind check schema completion help
        case 'budget'
            printf '%s\n' show lock unlock import
        case 'change'
            printf '%s\n' list show new edit propose approve decline carry-out
        case 'bill'
            printf '%s\n' list show new edit approve pay import
        case 'invoice'
            printf '%s\n' new list show edit add remove delete release void pay write-off
        case 'payment'
            printf '%s\n' list new settle fail void refund
        case 'credit'
            printf '%s\n' show refund
        case 'outbox'
            printf '%s\n' list show new send mark-sent drop
    end
end

function __ressio_takes --argument-names row --description 'The options that a value follows'
    switch "$row"
        case '' 'demo' 'budget unlock' 'change' 'change list' 'change show' 'change carry-out' 'bill' \
            'bill list' 'bill show' 'invoice' 'invoice list' 'invoice show' 'invoice remove' 'invoice delete' \
            'payment' 'payment list' 'credit' 'credit show' 'summary' 'unbilled' 'aging' 'outbox' \
            'outbox list' 'outbox show' 'outbox new' 'outbox drop' 'check' 'schema' 'completion' 'help'
            printf '%s\n' -C --project --as-of --color
        case 'init'
            printf '%s\n' --name --contract --budget --client --currency --sample -C --project --as-of --color
        case 'budget' 'budget show'
            printf '%s\n' --by -C --project --as-of --color
        case 'budget lock' 'change propose' 'bill approve' 'bill pay' 'payment settle' 'outbox mark-sent'
            printf '%s\n' --on -C --project --as-of --color
        case 'budget import' 'bill import'
            printf '%s\n' --sheet -C --project --as-of --color
        case 'change new'
            printf '%s\n' --title --item --kind --id --reason --carried-out -C --project --as-of --color
        case 'change edit'
            printf '%s\n' --title --kind --reason --cost --price --markup --tax --code --for --name --item --drop \
                -C --project --as-of --color
        case 'change approve'
            printf '%s\n' --by --on --signed -C --project --as-of --color
        case 'change decline'
            printf '%s\n' --by --on -C --project --as-of --color
        case 'bill new'
            printf '%s\n' --vendor --line --number --date --due --kind --id --attach -C --project --as-of --color
        case 'bill edit'
            printf '%s\n' --vendor --number --date --due --kind --amount --markup --tax --code --for --text \
                --line --drop --attach --detach --reason -C --project --as-of --color
        case 'invoice new'
            printf '%s\n' --from --percent --amount --change --bill --code --through --markup --tax --stored \
                --deposit --item --items --section --over --retainage --id --number --title --description --notes \
                --internal --conditions --terms --due --show --hide --attach -C --project --as-of --color
        case 'invoice edit'
            printf '%s\n' --percent --amount --markup --tax --stored --item --drop --into --over --retainage \
                --number --title --description --notes --internal --conditions --terms --due --show --hide \
                --attach -C --project --as-of --color
        case 'invoice add'
            printf '%s\n' --from --percent --amount --change --bill --code --through --markup --tax --stored \
                --deposit --item --items --section --over -C --project --as-of --color
        case 'invoice release' 'release'
            printf '%s\n' --number --on --note -C --project --as-of --color
        case 'invoice void' 'invoice write-off' 'void' 'write-off'
            printf '%s\n' --reason --on --note -C --project --as-of --color
        case 'invoice pay' 'pay'
            printf '%s\n' --amount --on --method --ref --note -C --project --as-of --color
        case 'payment new' 'credit refund'
            printf '%s\n' --on --method --ref --note -C --project --as-of --color
        case 'payment fail' 'payment void'
            printf '%s\n' --reason --on -C --project --as-of --color
        case 'payment refund'
            printf '%s\n' --reason --on --method --ref -C --project --as-of --color
        case 'statement'
            printf '%s\n' --from --to -C --project --as-of --color
        case 'pdf'
            printf '%s\n' -o --output --from --to -C --project --as-of --color
        case 'portal'
            printf '%s\n' --preview -C --project --as-of --color
        case 'outbox send'
            printf '%s\n' --again -C --project --as-of --color
        case 'remind'
            printf '%s\n' --days -C --project --as-of --color
    end
end

function __ressio_read --description 'Which command is meant, how many arguments stand there, and what -C names'
    set -g __ressio_row ''
    set -g __ressio_count 0
    set -g __ressio_folder ''
    set -l waits ''
    set -l plain ''
    for word in (commandline -opc)[2..-1]
        if test -n "$waits"
            contains -- $waits -C --project; and set __ressio_folder $word
            set waits ''
        else if test -n "$plain"
            set __ressio_count (math $__ressio_count + 1)
        else if test "$word" = --
            set plain 1
        else if string match -qr -- '^(-C|--project=).' $word
            set __ressio_folder (string replace -r -- '^(-C|--project=)' '' $word)
        else if string match -q -- '-*' $word
            contains -- $word (__ressio_takes "$__ressio_row"); and set waits $word
        else if test $__ressio_count = 0; and contains -- $word (__ressio_commands "$__ressio_row")
            set __ressio_row (string trim "$__ressio_row $word")
        else
            set __ressio_count (math $__ressio_count + 1)
        end
    end
end

function __ressio_at --description 'One of these commands is meant'
    __ressio_read
    contains -- "$__ressio_row" $argv
end

function __ressio_place --description 'The argument of that number is next, of one of these commands'
    __ressio_read
    test (math $__ressio_count + 1) = $argv[1]; and contains -- "$__ressio_row" $argv[2..-1]
end

function __ressio_ids --description 'The ids of a kind, from the project that -C names on this line'
    __ressio_read
    if test -n "$__ressio_folder"
        set -lx RESSIO_DIR (string replace -r '^~(?=/|$)' "$HOME" -- $__ressio_folder)
        command ressio __complete $argv[1] 2>/dev/null </dev/null | string replace -r '$' "$argv[2]"
    else
        command ressio __complete $argv[1] 2>/dev/null </dev/null | string replace -r '$' "$argv[2]"
    end
end

complete -c ressio -f

complete -c ressio -n "__ressio_place 1 ''" -a init -d 'Start a new project.'
complete -c ressio -n "__ressio_place 1 ''" -a demo -d 'Copy a sample job and walk through it.'
complete -c ressio -n "__ressio_place 1 ''" -a budget -d 'The budget and the contract.'
complete -c ressio -n "__ressio_place 1 ''" -a change -d 'Change orders and selections.'
complete -c ressio -n "__ressio_place 1 ''" -a bill -d 'Actual costs.'
complete -c ressio -n "__ressio_place 1 ''" -a invoice -d 'Invoices and their drafts.'
complete -c ressio -n "__ressio_place 1 ''" -a release -d 'Release a draft: it takes its number, date and seal.'
complete -c ressio -n "__ressio_place 1 ''" -a void -d 'Void an invoice with a reason; a draft is discarded.'
complete -c ressio -n "__ressio_place 1 ''" -a pay -d 'Record money for one or more invoices.'
complete -c ressio -n "__ressio_place 1 ''" -a write-off -d 'Write off what the client will not pay.'
complete -c ressio -n "__ressio_place 1 ''" -a payment -d 'Money received.'
complete -c ressio -n "__ressio_place 1 ''" -a credit -d 'The client\'s credit.'
complete -c ressio -n "__ressio_place 1 ''" -a summary -d 'Show where the job stands.'
complete -c ressio -n "__ressio_place 1 ''" -a unbilled -d 'List what could be billed today.'
complete -c ressio -n "__ressio_place 1 ''" -a aging -d 'List what is owed, by days past due.'
complete -c ressio -n "__ressio_place 1 ''" -a statement -d 'Show the client\'s account.'
complete -c ressio -n "__ressio_place 1 ''" -a pdf -d 'Make the PDF of a paper.'
complete -c ressio -n "__ressio_place 1 ''" -a portal -d 'Build the client\'s pages.'
complete -c ressio -n "__ressio_place 1 ''" -a outbox -d 'E-mail to the client.'
complete -c ressio -n "__ressio_place 1 ''" -a remind -d 'Queue reminders of what is overdue.'
complete -c ressio -n "__ressio_place 1 ''" -a check -d 'Prove the files.'
complete -c ressio -n "__ressio_place 1 ''" -a schema -d 'Print the JSON Schema of a kind of file.'
complete -c ressio -n "__ressio_place 1 ''" -a completion -d 'Print the completion script of a shell.'
complete -c ressio -n "__ressio_place 1 ''" -a help -d 'Explain a topic.'
complete -c ressio -n "__ressio_place 1 'budget'" -a show -d 'Show the budget by item, category or code.'
complete -c ressio -n "__ressio_place 1 'budget'" -a lock -d 'Lock the budget: it becomes the contract.'
complete -c ressio -n "__ressio_place 1 'budget'" -a unlock -d 'Unlock the budget while nothing builds on it.'
complete -c ressio -n "__ressio_place 1 'budget'" -a import -d 'Load an estimate from CSV or XLSX.'
complete -c ressio -n "__ressio_place 1 'change'" -a list -d 'List the changes.'
complete -c ressio -n "__ressio_place 1 'change'" -a show -d 'Show one change.'
complete -c ressio -n "__ressio_place 1 'change'" -a new -d 'Write a new change order or selection.'
complete -c ressio -n "__ressio_place 1 'change'" -a edit -d 'Edit a draft or pending change.'
complete -c ressio -n "__ressio_place 1 'change'" -a propose -d 'Put a change before the client.'
complete -c ressio -n "__ressio_place 1 'change'" -a approve -d 'Record that the client agreed.'
complete -c ressio -n "__ressio_place 1 'change'" -a decline -d 'Record that the client declined.'
complete -c ressio -n "__ressio_place 1 'change'" -a carry-out -d 'On cost plus, bill a change as agreed or at cost.'
complete -c ressio -n "__ressio_place 1 'bill'" -a list -d 'List the bills.'
complete -c ressio -n "__ressio_place 1 'bill'" -a show -d 'Show one bill.'
complete -c ressio -n "__ressio_place 1 'bill'" -a new -d 'Write down a vendor\'s bill, an expense or labor.'
complete -c ressio -n "__ressio_place 1 'bill'" -a edit -d 'Edit a bill.'
complete -c ressio -n "__ressio_place 1 'bill'" -a approve -d 'Approve bills: they become actual costs.'
complete -c ressio -n "__ressio_place 1 'bill'" -a pay -d 'Mark bills as paid.'
complete -c ressio -n "__ressio_place 1 'bill'" -a import -d 'Load bills from CSV or XLSX.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a new -d 'Make a draft of what is named.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a list -d 'List the invoices with totals and balances.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a show -d 'Show one invoice.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a edit -d 'Change a draft or an open invoice.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a add -d 'Add a section.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a remove -d 'Remove a section.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a delete -d 'Discard a draft.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a release -d 'Release a draft: it takes its number, date and seal.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a void -d 'Void an invoice with a reason; a draft is discarded.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a pay -d 'Record money for one or more invoices.'
complete -c ressio -n "__ressio_place 1 'invoice'" -a write-off -d 'Write off what the client will not pay.'
complete -c ressio -n "__ressio_place 1 'payment'" -a list -d 'List the payments.'
complete -c ressio -n "__ressio_place 1 'payment'" -a new -d 'Record money before any invoice: credit.'
complete -c ressio -n "__ressio_place 1 'payment'" -a settle -d 'Record that a pending payment cleared.'
complete -c ressio -n "__ressio_place 1 'payment'" -a fail -d 'Record that a payment bounced.'
complete -c ressio -n "__ressio_place 1 'payment'" -a void -d 'Take back a payment entered by mistake.'
complete -c ressio -n "__ressio_place 1 'payment'" -a refund -d 'Record money sent back.'
complete -c ressio -n "__ressio_place 1 'credit'" -a show -d 'Show the client\'s credit and how it came about.'
complete -c ressio -n "__ressio_place 1 'credit'" -a refund -d 'Record credit sent back to the client.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a list -d 'List the messages to the client by their state.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a show -d 'Show one message.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a new -d 'Queue a message about an invoice.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a send -d 'Send what is queued or failed.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a mark-sent -d 'Record that a message was sent by other means.'
complete -c ressio -n "__ressio_place 1 'outbox'" -a drop -d 'Take messages away.'

complete -c ressio -s C -l project -x -a '(__fish_complete_directories)' -d 'Look for the project from DIR, not from here.'
complete -c ressio -l json -d 'Print one JSON object and nothing else.'
complete -c ressio -s q -l quiet -d 'Print only the id or number.'
complete -c ressio -l wide -d 'Show all columns of a table, however narrow the terminal.'
complete -c ressio -l as-of -x -d 'Reckon as if DATE were today.'
complete -c ressio -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c ressio -n "__ressio_at '' 'init' 'budget' 'budget lock' 'budget unlock' 'budget import' 'change' 'change new' 'change edit' 'change propose' 'change approve' 'change decline' 'change carry-out' 'bill' 'bill new' 'bill edit' 'bill approve' 'bill pay' 'bill import' 'invoice' 'invoice new' 'invoice edit' 'invoice add' 'invoice remove' 'invoice delete' 'invoice release' 'invoice void' 'invoice pay' 'invoice write-off' 'release' 'void' 'pay' 'write-off' 'payment' 'payment new' 'payment settle' 'payment fail' 'payment void' 'payment refund' 'credit' 'credit refund' 'outbox' 'outbox new' 'outbox send' 'outbox mark-sent' 'outbox drop' 'remind'" -s n -l dry-run -d 'Show what would change, and write nothing.'
complete -c ressio -n "__ressio_at '' 'init' 'budget' 'budget lock' 'budget unlock' 'budget import' 'change' 'change new' 'change edit' 'change propose' 'change approve' 'change decline' 'change carry-out' 'bill' 'bill new' 'bill edit' 'bill approve' 'bill pay' 'bill import' 'invoice' 'invoice new' 'invoice edit' 'invoice add' 'invoice remove' 'invoice delete' 'invoice release' 'invoice void' 'invoice pay' 'invoice write-off' 'release' 'void' 'pay' 'write-off' 'payment' 'payment new' 'payment settle' 'payment fail' 'payment void' 'payment refund' 'credit' 'credit refund' 'outbox' 'outbox new' 'outbox send' 'outbox mark-sent' 'outbox drop' 'remind'" -s y -l yes -d 'Ask nothing: the answer is yes.'
complete -c ressio -n "__ressio_at ''" -l version -d 'Print the version.'
complete -c ressio -s h -l help -d 'Show this message and exit.'
complete -c ressio -n "__ressio_at 'init'" -l name -x -d 'What the job is called.'
complete -c ressio -n "__ressio_at 'init'" -l contract -x -a 'fixed-price cost-plus' -d 'fixed-price or cost-plus.'
complete -c ressio -n "__ressio_at 'init'" -l budget -x -a 'cost-items cost-codes' -d 'cost-items or cost-codes.'
complete -c ressio -n "__ressio_at 'init'" -l client -x -d 'Who is billed.'
complete -c ressio -n "__ressio_at 'init'" -l currency -x -d 'Such as USD or CAD.'
complete -c ressio -n "__ressio_at 'init'" -l sample -x -a 'average-home garage lakeside-remodel' -d 'Copy a sample instead.'
complete -c ressio -n "__ressio_at 'budget' 'budget show'" -l by -x -a 'item category code' -d 'item, category or code.'
complete -c ressio -n "__ressio_at 'budget lock' 'change propose' 'change approve' 'change decline' 'bill approve' 'invoice release' 'invoice void' 'invoice pay' 'release' 'void' 'pay' 'payment new' 'payment settle' 'payment fail' 'payment void' 'payment refund' 'credit refund'" -l on -x -d 'The day of it; today if left out.'
complete -c ressio -n "__ressio_at 'budget lock' 'change propose' 'change approve' 'change decline' 'bill approve' 'invoice release' 'invoice void' 'invoice pay' 'release' 'void' 'pay' 'payment new' 'payment settle' 'payment fail' 'payment void' 'payment refund' 'credit refund'" -l future -d 'Allow a day after today.'
complete -c ressio -n "__ressio_at 'budget import'" -l replace -d 'Take the place of the items that are there.'
complete -c ressio -n "__ressio_at 'budget import' 'bill import'" -l sheet -x -d 'The sheet of a workbook; the first if left out.'
complete -c ressio -n "__ressio_at 'change new' 'change edit'" -l title -x -d 'What the client is asked to agree to.'
complete -c ressio -n "__ressio_at 'change new'" -l item -x -d '"NAME=COST[+MARKUP%][,taxed][,code=][,for=ITEM]"; repeat it.'
complete -c ressio -n "__ressio_at 'change new' 'change edit'" -l kind -x -a 'change-order selection' -d 'change-order or selection.'
complete -c ressio -n "__ressio_at 'change new'" -l id -x -d 'Its id; the next CO-NNN or SEL-NNN if left out.'
complete -c ressio -n "__ressio_at 'change new' 'change edit'" -l reason -x -d 'Why it is needed.'
complete -c ressio -n "__ressio_at 'change new'" -l carried-out -x -a 'as-agreed at-cost' -d 'On cost plus: as-agreed, or at-cost by its bills.'
complete -c ressio -n "__ressio_at 'change new'" -l propose -d 'Put it to the client at once.'
<<<<<<< HEAD
complete -c ressio -n "__ressio_at 'change edit'" -l cost -x -d 'Cost of an item, or QUANTITY*UNITCOST. LINE is counted from 1.'
complete -c ressio -n "__ressio_at 'change edit'" -l price -x -d 'Price of an item, instead of a markup; none for none.'
complete -c ressio -n "__ressio_at 'change edit' 'bill edit'" -l markup -x -d 'Markup of a line; none for the project\'s markup.'
complete -c ressio -n "__ressio_at 'change edit' 'bill edit'" -l tax -x -d 'Taxes on a line; true for the default ones, none for none.'
complete -c ressio -n "__ressio_at 'change edit' 'bill edit'" -l code -x -d 'Cost code of a line; none for none.'
complete -c ressio -n "__ressio_at 'change edit' 'bill edit'" -l for -x -d 'Budget item a line belongs to; none for none.'
complete -c ressio -n "__ressio_at 'change edit'" -l name -x -d 'Name of an item.'
complete -c ressio -n "__ressio_at 'change edit'" -l item -x -d 'Add an item: "NAME=COST...", as in `change new`.'
complete -c ressio -n "__ressio_at 'change edit' 'bill edit'" -l drop -x -d 'Take a line out; repeat it for more.'
complete -c ressio -n "__ressio_at 'change propose' 'change decline' 'invoice release' 'invoice void' 'invoice pay' 'invoice write-off' 'release' 'void' 'pay' 'write-off' 'payment new' 'payment settle' 'payment fail' 'payment void' 'payment refund' 'credit refund' 'outbox mark-sent'" -l on -x -d 'The day of it; today if left out.'
complete -c ressio -n "__ressio_at 'change approve'" -l by -x -d 'Who approved it; required.'
complete -c ressio -n "__ressio_at 'change approve' 'bill approve'" -l on -x -d 'Approval date; today if left out.'
complete -c ressio -n "__ressio_at 'change approve'" -l signed -r -F -d 'Copy in the signed paper or mail.'
complete -c ressio -n "__ressio_at 'change decline'" -l by -x -d 'Who decided.'
complete -c ressio -n "__ressio_at 'change carry-out'" -l as-agreed -d 'Bill the change at its price.'
complete -c ressio -n "__ressio_at 'change carry-out'" -l at-cost -d 'Bill the bills that carry it out.'
complete -c ressio -n "__ressio_at 'bill new' 'bill edit'" -l vendor -x -d 'Who is paid.'
complete -c ressio -n "__ressio_at 'bill new'" -l line -x -d '"DESCRIPTION=AMOUNT[+MARKUP%][,taxed][,code=][,for=ITEM|CHANGE/ITEM]", or HOURS*RATE as the amount; repeat it.'
=======
complete -c ressio -n "__ressio_at 'change approve' 'change decline'" -l by -x -d 'Who decided.'
complete -c ressio -n "__ressio_at 'bill new'" -l vendor -x -d 'Who is paid.'
complete -c ressio -n "__ressio_at 'bill new'" -l line -x -d '"DESCRIPTION=AMOUNT[+MARKUP%][,taxed][,code=][,for=ITEM]", or HOURS*RATE as the amount; repeat it.'
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
complete -c ressio -n "__ressio_at 'bill new'" -l number -x -d 'The vendor\'s number.'
complete -c ressio -n "__ressio_at 'bill new'" -l date -x -d 'The bill\'s date; today if left out.'
complete -c ressio -n "__ressio_at 'bill new'" -l due -x -d 'When it is due.'
complete -c ressio -n "__ressio_at 'bill new' 'bill edit'" -l kind -x -a 'bill expense labor' -d 'bill, expense or labor.'
complete -c ressio -n "__ressio_at 'bill new'" -l id -x -d 'Its id; made of vendor and number if left out.'
complete -c ressio -n "__ressio_at 'bill new'" -l attach -r -F -d 'Copy a scan in; repeat for more.'
complete -c ressio -n "__ressio_at 'bill new'" -l approve -d 'Approve it at once.'
complete -c ressio -n "__ressio_at 'bill edit'" -l number -x -d 'The vendor\'s number; none for none.'
complete -c ressio -n "__ressio_at 'bill edit'" -l date -x -d 'The bill\'s date.'
complete -c ressio -n "__ressio_at 'bill edit'" -l due -x -d 'When it is due; none for none.'
complete -c ressio -n "__ressio_at 'bill edit'" -l amount -x -d 'Cost of a line, or HOURS*RATE. LINE is counted from 1.'
complete -c ressio -n "__ressio_at 'bill edit'" -l text -x -d 'Description of a line.'
complete -c ressio -n "__ressio_at 'bill edit'" -l line -x -d 'Add a line: "DESCRIPTION=AMOUNT...", as in `bill new`.'
complete -c ressio -n "__ressio_at 'bill edit'" -l attach -r -F -d 'Copy a scan in; repeat it for more.'
complete -c ressio -n "__ressio_at 'bill edit'" -l detach -r -F -d 'Take a scan off the bill; the file itself stays.'
complete -c ressio -n "__ressio_at 'bill edit'" -l reason -x -d 'Why it changes; kept in the bill.'
complete -c ressio -n "__ressio_at 'bill approve'" -l all -d 'Approve every draft bill.'
complete -c ressio -n "__ressio_at 'bill pay'" -l on -x -d 'Payment date; today if left out.'
complete -c ressio -n "__ressio_at 'bill pay'" -l undo -d 'Take the mark back: the bill is approved, not paid.'
complete -c ressio -n "__ressio_at 'bill import'" -l approve -d 'Approve them at once.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l from -x -a 'percentage actuals changes retainage amount deposit' -d 'percentage, actuals, changes, retainage, amount, deposit; repeat for more sections.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l percent -x -a 'all= (__ressio_ids sources =)' -d 'So much is complete to date.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l amount -x -a 'all= (__ressio_ids sources =)' -d 'Bill this much of a source or group now.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l change -x -a '(__ressio_ids changes)' -d 'Bill what is left of an approved change.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l bill -x -a '(__ressio_ids bills)' -d 'Bill what is left of an approved bill.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l code -x -a '(__ressio_ids codes)' -d 'Bill what is left under a cost code.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l through -x -d 'Bill what came up to and on that day.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l all -d 'Bill everything that is left of the methods.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l all-items -d 'Keep lines that have nothing to bill.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l markup -x -a '(__ressio_ids sources =)' -d 'Another markup on a cost or stated line.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l tax -x -a '(__ressio_ids sources =)' -d 'Other taxes on a line; none for none.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l stored -x -a '(__ressio_ids sources =)' -d 'So much of its billing to date is material not built in yet.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l deposit -x -d 'Ask for money in advance.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l item -x -d '"NAME=AMOUNT[+MARKUP%][,taxed[=TAX]][,code=CODE]"; AMOUNT may be QUANTITY*UNITCOST.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l items -r -F -d 'Stated lines from .yaml, .csv or .xlsx; - reads standard input.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice add'" -l section -x -d 'The title of a section, in their order.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit' 'invoice add'" -l over -x -d 'Why a source may be billed beyond its worth.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l retainage -x -d 'Hold this back: 10% or 9785.00.'
complete -c ressio -n "__ressio_at 'invoice new'" -l id -x -d 'The draft\'s id; made from the title if left out.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l number -x -d 'The number it is to take at release.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l title -x -d 'What the invoice is for.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l description -x -d 'What it covers.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l notes -x -d 'A note to the client.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l internal -x -d 'A note that never leaves the folder.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l conditions -x -d 'The small print.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l terms -x -d 'Such as "Net 30", "Net 30 EOM", "1 month" or "2/10 net 30".'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l due -x -d 'When it is due, instead of by the terms.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l show -x -a 'lines descriptions codes quantities cost markup percent previous tax recap attachments' -d 'Show this part to the client.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l hide -x -a 'lines descriptions codes quantities cost markup percent previous tax recap attachments' -d 'Hide this part from the client.'
complete -c ressio -n "__ressio_at 'invoice new' 'invoice edit'" -l attach -r -F -d 'Copy a file in; it goes with the invoice.'
complete -c ressio -n "__ressio_at 'invoice edit'" -l drop -x -a '(__ressio_ids sources)' -d 'Take a line out; repeat it for more.'
complete -c ressio -n "__ressio_at 'invoice edit'" -l into -x -d 'Where an added line goes: a section\'s number or title.'
complete -c ressio -n "__ressio_at 'invoice edit'" -l refresh -d 'Bring the lines up to today\'s worth and taxes.'
complete -c ressio -n "__ressio_at 'invoice edit' 'invoice add' 'invoice remove' 'invoice release' 'invoice void' 'release' 'void'" -l no-notify -d 'Send the client nothing about it.'
complete -c ressio -n "__ressio_at 'invoice edit' 'invoice add' 'invoice remove' 'invoice release' 'invoice void' 'release' 'void' 'outbox new' 'remind'" -l send -d 'Send the client\'s message at once.'
complete -c ressio -n "__ressio_at 'invoice release' 'release'" -l number -x -d 'This number, above the highest.'
complete -c ressio -n "__ressio_at 'invoice release' 'release'" -l apply-credit -d 'Pay from the client\'s credit at once.'
complete -c ressio -n "__ressio_at 'invoice release' 'invoice void' 'release' 'void'" -l note -x -d 'A word for the invoice\'s history.'
complete -c ressio -n "__ressio_at 'invoice void' 'void'" -l reason -x -d 'Why; the client reads it.'
complete -c ressio -n "__ressio_at 'invoice void' 'void'" -l reissue -d 'Make a draft with the same lines.'
complete -c ressio -n "__ressio_at 'invoice void' 'void'" -l refund -d 'Record the cleared money as sent back.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay'" -l amount -x -d 'Fills the oldest due first.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay' 'payment new' 'credit refund'" -l method -x -a 'check ach card cash wire transfer e-transfer zelle venmo paypal money-order other' -d 'check, ach, card, cash, wire, transfer, e-transfer, zelle, venmo, paypal, money-order, other.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay' 'payment new' 'payment refund' 'credit refund'" -l ref -x -d 'The number of the check or transfer.'
complete -c ressio -n "__ressio_at 'invoice pay' 'invoice write-off' 'pay' 'write-off' 'payment new' 'credit refund'" -l note -x -d 'Anything else.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay' 'payment new'" -l pending -d 'It has not cleared yet.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay'" -l keep-credit -d 'What is too much becomes credit.'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay'" -l from-credit -d 'Pay out of the client\'s credit.'
complete -c ressio -n "__ressio_at 'invoice write-off' 'write-off'" -l reason -x -d 'Why; it stays in the folder.'
complete -c ressio -n "__ressio_at 'payment fail' 'payment void' 'payment refund'" -l reason -x -d 'Why.'
complete -c ressio -n "__ressio_at 'payment refund'" -l method -x -a 'check ach card cash wire transfer e-transfer zelle venmo paypal money-order other' -d 'As it came, if left out.'
complete -c ressio -n "__ressio_at 'summary'" -l expand -d 'Show the budget table below the totals.'
complete -c ressio -n "__ressio_at 'unbilled'" -l contract -d 'Add budget items that are not billed in full.'
complete -c ressio -n "__ressio_at 'unbilled'" -l retainage -d 'Add the retainage that is held.'
complete -c ressio -n "__ressio_at 'unbilled'" -l fail -d 'End with exit code 1 when anything is left to bill.'
complete -c ressio -n "__ressio_at 'statement'" -l from -x -d 'The first day; the beginning if left out.'
complete -c ressio -n "__ressio_at 'statement'" -l to -x -d 'The last day; today if left out.'
complete -c ressio -n "__ressio_at 'pdf'" -l all -d 'Every released invoice whose PDF is not up to date.'
complete -c ressio -n "__ressio_at 'pdf'" -l package -d 'Append attachments and the bills it is made of.'
complete -c ressio -n "__ressio_at 'pdf'" -l application -d 'The application for payment that the invoice is.'
complete -c ressio -n "__ressio_at 'pdf'" -s o -l output -r -F -d 'Into this file; - is standard output.'
complete -c ressio -n "__ressio_at 'pdf'" -l from -x -d 'Statement: the first day.'
complete -c ressio -n "__ressio_at 'pdf'" -l to -x -d 'Statement: the last day.'
complete -c ressio -n "__ressio_at 'portal'" -l open -d 'Open it in a browser.'
complete -c ressio -n "__ressio_at 'portal'" -l preview -x -a '(__ressio_ids drafts)' -d 'Show a draft as if released; publish nothing.'
complete -c ressio -n "__ressio_at 'outbox show'" -l raw -d 'Write the whole message to standard output.'
complete -c ressio -n "__ressio_at 'outbox send'" -l again -x -a '(__ressio_ids messages)' -d 'Send this one, though it may have arrived already.'
complete -c ressio -n "__ressio_at 'remind'" -l days -x -d 'Days past due, such as 7,21, instead of mail.remind.'

complete -c ressio -n "__ressio_place 1 'init' 'demo'" -a '(__fish_complete_directories)'
complete -c ressio -n "__ressio_place 1 'budget import' 'bill import'" -F
complete -c ressio -n "__ressio_place 1 'change show' 'change carry-out'" -a '(__ressio_ids changes)'
complete -c ressio -n "__ressio_place 1 'change edit'" -a '(__ressio_ids unanswered-changes)'
complete -c ressio -n "__ressio_place 1 'change propose'" -a '(__ressio_ids proposable-changes)'
complete -c ressio -n "__ressio_place 1 'change approve' 'change decline'" -a '(__ressio_ids pending-changes)'
complete -c ressio -n "__ressio_place 1 'bill show' 'bill edit'" -a '(__ressio_ids bills)'
complete -c ressio -n "__ressio_at 'bill approve'" -a '(__ressio_ids draft-bills)'
complete -c ressio -n "__ressio_at 'bill pay'" -a '(__ressio_ids unpaid-bills)'
complete -c ressio -n "__ressio_place 1 'invoice show' 'invoice edit' 'invoice add' 'invoice remove' 'invoice void' 'void' 'outbox new'" -a '(__ressio_ids invoices)'
complete -c ressio -n "__ressio_place 1 'invoice delete' 'invoice release' 'release'" -a '(__ressio_ids drafts)'
complete -c ressio -n "__ressio_at 'invoice pay' 'pay'" -a '(__ressio_ids open)'
complete -c ressio -n "__ressio_place 1 'invoice write-off' 'write-off'" -a '(__ressio_ids open)'
complete -c ressio -n "__ressio_place 1 'payment settle' 'payment fail' 'payment void' 'payment refund'" -a '(__ressio_ids payments)'
complete -c ressio -n "__ressio_place 1 'pdf'" -a 'statement budget (__ressio_ids papers)'
complete -c ressio -n "__ressio_place 1 'outbox show'" -a '(__ressio_ids messages)'
complete -c ressio -n "__ressio_at 'outbox send' 'outbox mark-sent' 'outbox drop'" -a '(__ressio_ids messages)'
complete -c ressio -n "__ressio_place 1 'schema'" -a 'settings budget change bill draft invoice payment message'
complete -c ressio -n "__ressio_place 1 'completion'" -a 'bash zsh fish powershell'
complete -c ressio -n "__ressio_place 1 'help'" -a 'bills changes cost-plus environment exit-codes files glossary json mail methods payments portal problems retainage seals tables taxes'

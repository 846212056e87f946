# Completion of ressio for PowerShell 5.1 or later.
#
# Written by completions/generate.py from the tree of commands; not to be changed by hand.
#
# Nothing of a project is ever evaluated: ids come one a line from `ressio __complete KIND`, are compared with what
# was typed, and are handed to the shell as plain words.

Register-ArgumentCompleter -Native -CommandName ressio -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What stands below each command.
    $commands = @{
        '' = @('init', 'demo', 'budget', 'change', 'bill', 'invoice', 'release', 'void', 'pay', 'write-off', 'payment', 'credit', 'summary', 'unbilled', 'aging', 'statement', 'pdf', 'portal', 'outbox', 'remind', 'check', 'schema', 'completion', 'help')
        'budget' = @('show', 'lock', 'unlock', 'import')
        'change' = @('list', 'show', 'new', 'edit', 'propose', 'approve', 'decline', 'carry-out')
        'bill' = @('list', 'show', 'new', 'edit', 'approve', 'pay', 'import')
        'invoice' = @('new', 'list', 'show', 'edit', 'add', 'remove', 'delete', 'release', 'void', 'pay', 'write-off')
        'payment' = @('list', 'new', 'settle', 'fail', 'void', 'refund')
        'credit' = @('show', 'refund')
        'outbox' = @('list', 'show', 'new', 'send', 'mark-sent', 'drop')
    }

    # The options of each command; one that takes a value ends in =.
    $reading = @('-C=', '--project=', '--json', '-q', '--quiet', '--wide', '--as-of=', '--color=', '-h', '--help')
    $writing = $reading + @('-n', '--dry-run', '-y', '--yes')
    $options = @{
        '' = @('--version') + $writing
        'init' = @('--name=', '--contract=', '--budget=', '--client=', '--currency=', '--sample=') + $writing
        'demo' = $reading
        'budget' = @('--by=') + $writing
        'budget show' = @('--by=') + $reading
        'budget lock' = @('--on=', '--future') + $writing
        'budget unlock' = $writing
        'budget import' = @('--replace', '--sheet=') + $writing
        'change' = $writing
        'change list' = $reading
        'change show' = $reading
<<<<<<< HEAD
        'change new' = @('--title=', '--item=', '--kind=', '--id=', '--reason=', '--carried-out=', '--propose') + $writing
        'change edit' = @('--title=', '--kind=', '--reason=', '--cost=', '--price=', '--markup=', '--tax=', '--code=', '--for=', '--name=', '--item=', '--drop=') + $writing
        'change propose' = @('--on=') + $writing
        'change approve' = @('--by=', '--on=', '--signed=') + $writing
        'change decline' = @('--by=', '--on=') + $writing
        'change carry-out' = @('--as-agreed', '--at-cost') + $writing
        'bill' = $writing
        'bill list' = $reading
        'bill show' = $reading
        'bill new' = @('--vendor=', '--line=', '--number=', '--date=', '--due=', '--kind=', '--id=', '--attach=', '--approve') + $writing
        'bill edit' = @('--vendor=', '--number=', '--date=', '--due=', '--kind=', '--amount=', '--markup=', '--tax=', '--code=', '--for=', '--text=', '--line=', '--drop=', '--attach=', '--detach=', '--reason=') + $writing
        'bill approve' = @('--all', '--on=') + $writing
        'bill pay' = @('--on=', '--undo') + $writing
        'bill import' = @('--approve', '--sheet=') + $writing
=======
        'change new' = @('--title=', '--item=', '--kind=', '--id=', '--reason=', '--propose') + $writing
        'change propose' = @('--on=', '--future') + $writing
        'change approve' = @('--by=', '--on=', '--future') + $writing
        'change decline' = @('--by=', '--on=', '--future') + $writing
        'bill' = $writing
        'bill list' = $reading
        'bill show' = $reading
        'bill new' = @('--vendor=', '--line=', '--number=', '--date=', '--due=', '--kind=', '--approve') + $writing
        'bill approve' = @('--on=', '--future') + $writing
        'bill import' = @('--approve') + $writing
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
        'invoice' = $writing
        'invoice new' = @('--from=', '--percent=', '--amount=', '--change=', '--bill=', '--code=', '--through=', '--all', '--all-items', '--markup=', '--tax=', '--stored=', '--deposit=', '--item=', '--items=', '--section=', '--over=', '--retainage=', '--id=', '--number=', '--title=', '--description=', '--notes=', '--internal=', '--conditions=', '--terms=', '--due=', '--show=', '--hide=', '--attach=') + $writing
        'invoice list' = $reading
        'invoice show' = $reading
<<<<<<< HEAD
        'invoice edit' = @('--percent=', '--amount=', '--markup=', '--tax=', '--stored=', '--item=', '--drop=', '--refresh', '--over=', '--retainage=', '--number=', '--title=', '--description=', '--notes=', '--internal=', '--conditions=', '--terms=', '--due=', '--show=', '--hide=', '--attach=', '--no-notify', '--send') + $writing
        'invoice add' = @('--from=', '--percent=', '--amount=', '--change=', '--bill=', '--code=', '--through=', '--all', '--all-items', '--markup=', '--tax=', '--stored=', '--deposit=', '--item=', '--items=', '--section=', '--over=', '--no-notify', '--send') + $writing
        'invoice remove' = @('--no-notify', '--send') + $writing
        'invoice delete' = $writing
        'invoice release' = @('--number=', '--on=', '--apply-credit', '--note=', '--no-notify', '--send') + $writing
        'invoice void' = @('--reason=', '--reissue', '--refund', '--on=', '--note=', '--no-notify', '--send') + $writing
        'invoice pay' = @('--amount=', '--on=', '--method=', '--ref=', '--note=', '--pending', '--keep-credit', '--from-credit') + $writing
        'invoice write-off' = @('--reason=', '--on=', '--note=') + $writing
        'release' = @('--number=', '--on=', '--apply-credit', '--note=', '--no-notify', '--send') + $writing
        'void' = @('--reason=', '--reissue', '--refund', '--on=', '--note=', '--no-notify', '--send') + $writing
        'pay' = @('--amount=', '--on=', '--method=', '--ref=', '--note=', '--pending', '--keep-credit', '--from-credit') + $writing
        'write-off' = @('--reason=', '--on=', '--note=') + $writing
=======
        'invoice edit' = @('--percent=', '--amount=', '--markup=', '--tax=', '--stored=', '--item=', '--drop=', '--into=', '--refresh', '--over=', '--retainage=', '--number=', '--title=', '--description=', '--notes=', '--internal=', '--conditions=', '--terms=', '--due=', '--show=', '--hide=', '--attach=', '--no-notify') + $writing
        'invoice add' = @('--from=', '--percent=', '--amount=', '--change=', '--bill=', '--code=', '--through=', '--all', '--all-items', '--markup=', '--tax=', '--stored=', '--deposit=', '--item=', '--items=', '--section=', '--over=', '--no-notify') + $writing
        'invoice remove' = @('--no-notify') + $writing
        'invoice delete' = $writing
        'invoice release' = @('--number=', '--on=', '--future', '--apply-credit', '--note=', '--no-notify') + $writing
        'invoice void' = @('--reason=', '--reissue', '--refund', '--on=', '--future', '--note=', '--no-notify') + $writing
        'invoice pay' = @('--amount=', '--on=', '--future', '--method=', '--ref=', '--note=', '--pending', '--keep-credit', '--from-credit') + $writing
        'release' = @('--number=', '--on=', '--future', '--apply-credit', '--note=', '--no-notify') + $writing
        'void' = @('--reason=', '--reissue', '--refund', '--on=', '--future', '--note=', '--no-notify') + $writing
        'pay' = @('--amount=', '--on=', '--future', '--method=', '--ref=', '--note=', '--pending', '--keep-credit', '--from-credit') + $writing
>>>>>>> 309ed78 (rules: the order of releases is written down, and every day is sound)
        'payment' = $writing
        'payment list' = $reading
        'payment new' = @('--on=', '--future', '--method=', '--ref=', '--note=', '--pending') + $writing
        'payment settle' = @('--on=', '--future') + $writing
        'payment fail' = @('--reason=', '--on=', '--future') + $writing
        'payment void' = @('--reason=', '--on=', '--future') + $writing
        'payment refund' = @('--reason=', '--on=', '--future', '--method=', '--ref=') + $writing
        'credit' = $writing
        'credit show' = $reading
        'credit refund' = @('--on=', '--future', '--method=', '--ref=', '--note=') + $writing
        'summary' = @('--expand') + $reading
        'unbilled' = @('--contract', '--retainage', '--fail') + $reading
        'aging' = $reading
        'statement' = @('--from=', '--to=') + $reading
        'pdf' = @('--all', '--package', '--application', '-o=', '--output=', '--from=', '--to=') + $reading
        'portal' = @('--open', '--preview=') + $reading
        'outbox' = $writing
        'outbox list' = $reading
        'outbox show' = @('--raw') + $reading
        'outbox new' = @('--send') + $writing
        'outbox send' = @('--again=') + $writing
        'outbox mark-sent' = @('--on=') + $writing
        'outbox drop' = $writing
        'remind' = @('--days=', '--send') + $writing
        'check' = $reading
        'schema' = $reading
        'completion' = $reading
        'help' = $reading
    }

    # What completes an option, or the argument of that number; * is any command, or any further argument.
    $values = @{
        '* --color' = @{ Kind = ''; Words = @('auto', 'always', 'never'); Suffix = '' }
        'init --contract' = @{ Kind = ''; Words = @('fixed-price', 'cost-plus'); Suffix = '' }
        'init --budget' = @{ Kind = ''; Words = @('cost-items', 'cost-codes'); Suffix = '' }
        'init --sample' = @{ Kind = ''; Words = @('average-home', 'garage', 'lakeside-remodel'); Suffix = '' }
        'budget --by' = @{ Kind = ''; Words = @('item', 'category', 'code'); Suffix = '' }
        'budget show --by' = @{ Kind = ''; Words = @('item', 'category', 'code'); Suffix = '' }
        'change show 1' = @{ Kind = 'changes'; Words = @(); Suffix = '' }
        'change new --kind' = @{ Kind = ''; Words = @('change-order', 'selection'); Suffix = '' }
        'change new --carried-out' = @{ Kind = ''; Words = @('as-agreed', 'at-cost'); Suffix = '' }
        'change edit --kind' = @{ Kind = ''; Words = @('change-order', 'selection'); Suffix = '' }
        'change edit 1' = @{ Kind = 'unanswered-changes'; Words = @(); Suffix = '' }
        'change propose 1' = @{ Kind = 'proposable-changes'; Words = @(); Suffix = '' }
        'change approve 1' = @{ Kind = 'pending-changes'; Words = @(); Suffix = '' }
        'change decline 1' = @{ Kind = 'pending-changes'; Words = @(); Suffix = '' }
        'change carry-out 1' = @{ Kind = 'changes'; Words = @(); Suffix = '' }
        'bill show 1' = @{ Kind = 'bills'; Words = @(); Suffix = '' }
        'bill new --kind' = @{ Kind = ''; Words = @('bill', 'expense', 'labor'); Suffix = '' }
        'bill edit --kind' = @{ Kind = ''; Words = @('bill', 'expense', 'labor'); Suffix = '' }
        'bill edit 1' = @{ Kind = 'bills'; Words = @(); Suffix = '' }
        'bill approve *' = @{ Kind = 'draft-bills'; Words = @(); Suffix = '' }
        'bill pay *' = @{ Kind = 'unpaid-bills'; Words = @(); Suffix = '' }
        'invoice new --from' = @{ Kind = ''; Words = @('percentage', 'actuals', 'changes', 'retainage', 'amount', 'deposit'); Suffix = '' }
        'invoice new --percent' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice new --amount' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice new --change' = @{ Kind = 'changes'; Words = @(); Suffix = '' }
        'invoice new --bill' = @{ Kind = 'bills'; Words = @(); Suffix = '' }
        'invoice new --code' = @{ Kind = 'codes'; Words = @(); Suffix = '' }
        'invoice new --markup' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice new --tax' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice new --stored' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice new --show' = @{ Kind = ''; Words = @('lines', 'descriptions', 'codes', 'quantities', 'cost', 'markup', 'percent', 'previous', 'tax', 'recap', 'attachments'); Suffix = '' }
        'invoice new --hide' = @{ Kind = ''; Words = @('lines', 'descriptions', 'codes', 'quantities', 'cost', 'markup', 'percent', 'previous', 'tax', 'recap', 'attachments'); Suffix = '' }
        'invoice show 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'invoice edit --percent' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice edit --amount' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice edit --markup' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice edit --tax' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice edit --stored' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice edit --drop' = @{ Kind = 'sources'; Words = @(); Suffix = '' }
        'invoice edit --show' = @{ Kind = ''; Words = @('lines', 'descriptions', 'codes', 'quantities', 'cost', 'markup', 'percent', 'previous', 'tax', 'recap', 'attachments'); Suffix = '' }
        'invoice edit --hide' = @{ Kind = ''; Words = @('lines', 'descriptions', 'codes', 'quantities', 'cost', 'markup', 'percent', 'previous', 'tax', 'recap', 'attachments'); Suffix = '' }
        'invoice edit 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'invoice add --from' = @{ Kind = ''; Words = @('percentage', 'actuals', 'changes', 'retainage', 'amount', 'deposit'); Suffix = '' }
        'invoice add --percent' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice add --amount' = @{ Kind = 'sources'; Words = @('all'); Suffix = '=' }
        'invoice add --change' = @{ Kind = 'changes'; Words = @(); Suffix = '' }
        'invoice add --bill' = @{ Kind = 'bills'; Words = @(); Suffix = '' }
        'invoice add --code' = @{ Kind = 'codes'; Words = @(); Suffix = '' }
        'invoice add --markup' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice add --tax' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice add --stored' = @{ Kind = 'sources'; Words = @(); Suffix = '=' }
        'invoice add 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'invoice remove 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'invoice delete 1' = @{ Kind = 'drafts'; Words = @(); Suffix = '' }
        'invoice release 1' = @{ Kind = 'drafts'; Words = @(); Suffix = '' }
        'invoice void 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'invoice pay --method' = @{ Kind = ''; Words = @('check', 'ach', 'card', 'cash', 'wire', 'transfer', 'e-transfer', 'zelle', 'venmo', 'paypal', 'money-order', 'other'); Suffix = '' }
        'invoice pay *' = @{ Kind = 'open'; Words = @(); Suffix = '' }
        'invoice write-off 1' = @{ Kind = 'open'; Words = @(); Suffix = '' }
        'release 1' = @{ Kind = 'drafts'; Words = @(); Suffix = '' }
        'void 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'pay --method' = @{ Kind = ''; Words = @('check', 'ach', 'card', 'cash', 'wire', 'transfer', 'e-transfer', 'zelle', 'venmo', 'paypal', 'money-order', 'other'); Suffix = '' }
        'pay *' = @{ Kind = 'open'; Words = @(); Suffix = '' }
        'write-off 1' = @{ Kind = 'open'; Words = @(); Suffix = '' }
        'payment new --method' = @{ Kind = ''; Words = @('check', 'ach', 'card', 'cash', 'wire', 'transfer', 'e-transfer', 'zelle', 'venmo', 'paypal', 'money-order', 'other'); Suffix = '' }
        'payment settle 1' = @{ Kind = 'payments'; Words = @(); Suffix = '' }
        'payment fail 1' = @{ Kind = 'payments'; Words = @(); Suffix = '' }
        'payment void 1' = @{ Kind = 'payments'; Words = @(); Suffix = '' }
        'payment refund --method' = @{ Kind = ''; Words = @('check', 'ach', 'card', 'cash', 'wire', 'transfer', 'e-transfer', 'zelle', 'venmo', 'paypal', 'money-order', 'other'); Suffix = '' }
        'payment refund 1' = @{ Kind = 'payments'; Words = @(); Suffix = '' }
        'credit refund --method' = @{ Kind = ''; Words = @('check', 'ach', 'card', 'cash', 'wire', 'transfer', 'e-transfer', 'zelle', 'venmo', 'paypal', 'money-order', 'other'); Suffix = '' }
        'pdf 1' = @{ Kind = 'papers'; Words = @('statement', 'budget'); Suffix = '' }
        'portal --preview' = @{ Kind = 'drafts'; Words = @(); Suffix = '' }
        'outbox show 1' = @{ Kind = 'messages'; Words = @(); Suffix = '' }
        'outbox new 1' = @{ Kind = 'invoices'; Words = @(); Suffix = '' }
        'outbox send --again' = @{ Kind = 'messages'; Words = @(); Suffix = '' }
        'outbox send *' = @{ Kind = 'messages'; Words = @(); Suffix = '' }
        'outbox mark-sent *' = @{ Kind = 'messages'; Words = @(); Suffix = '' }
        'outbox drop *' = @{ Kind = 'messages'; Words = @(); Suffix = '' }
        'schema 1' = @{ Kind = ''; Words = @('settings', 'budget', 'change', 'bill', 'draft', 'invoice', 'payment', 'message'); Suffix = '' }
        'completion 1' = @{ Kind = ''; Words = @('bash', 'zsh', 'fish', 'powershell'); Suffix = '' }
        'help 1' = @{ Kind = ''; Words = @('bills', 'changes', 'cost-plus', 'environment', 'exit-codes', 'files', 'glossary', 'json', 'mail', 'methods', 'payments', 'portal', 'problems', 'retainage', 'seals', 'tables', 'taxes'); Suffix = '' }
    }

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

"""The front door: words in, exit code out.

Holds the one table of commands and the one broad `except`.
"""

from __future__ import annotations

from collections.abc import Sequence

from typer import Abort, Exit, TyperException
from typer._click.exceptions import NoArgsIsHelpError

from ressio_cli import __version__
from ressio_cli.commands import ending
from ressio_cli.commands.session import Session
from ressio_cli.model.problem import Stop, misused
from ressio_cli.tree import HELP, Branch, LazyGroup, Leaf, version_option

_START, _BUDGET, _BILLING = "Start", "Budget and changes", "Billing"
_MONEY, _REPORTS, _CLIENT, _UPKEEP = "Money", "Reports", "Client", "Upkeep"

_RELEASE = "Release a draft: it takes its number, date and seal."
_VOID = "Void an invoice with a reason; a draft is discarded."
_PAY = "Record money for one or more invoices."
_WRITE_OFF = "Write off what the client will not pay."

_BUDGET_LEAVES = (
    Leaf("show", "budget_show", "Show the budget by item, category or code."),
    Leaf("lock", "budget_lock", "Lock the budget: it becomes the contract."),
    Leaf("unlock", "budget_unlock", "Unlock the budget while nothing builds on it."),
    Leaf("import", "budget_import", "Load an estimate from CSV or XLSX."),
)
_CHANGE_LEAVES = (
    Leaf("list", "change_list", "List the changes."),
    Leaf("show", "change_show", "Show one change."),
    Leaf("new", "change_new", "Write a new change order or selection."),
    Leaf("edit", "change_edit", "Edit a draft or pending change."),
    Leaf("propose", "change_propose", "Put a change before the client."),
    Leaf("approve", "change_approve", "Record that the client agreed."),
    Leaf("decline", "change_decline", "Record that the client declined."),
    Leaf("carry-out", "change_carry_out", "On cost plus, bill a change as agreed or at cost."),
)
_BILL_LEAVES = (
    Leaf("list", "bill_list", "List the bills."),
    Leaf("show", "bill_show", "Show one bill."),
    Leaf("new", "bill_new", "Write down a vendor's bill, an expense or labor."),
    Leaf("edit", "bill_edit", "Edit a bill."),
    Leaf("approve", "bill_approve", "Approve bills: they become actual costs."),
    Leaf("pay", "bill_pay", "Mark bills as paid."),
    Leaf("import", "bill_import", "Load bills from CSV or XLSX."),
)
_INVOICE_LEAVES = (
    Leaf("new", "invoice_new", "Make a draft of what is named."),
    Leaf("list", "invoice_list", "List the invoices with totals and balances."),
    Leaf("show", "invoice_show", "Show one invoice."),
    Leaf("edit", "invoice_edit", "Change a draft or an open invoice."),
    Leaf("add", "invoice_add", "Add a section."),
    Leaf("remove", "invoice_remove", "Remove a section."),
    Leaf("delete", "invoice_delete", "Discard a draft."),
    Leaf("release", "release", _RELEASE),
    Leaf("void", "void", _VOID),
    Leaf("pay", "pay", _PAY),
    Leaf("write-off", "write_off", _WRITE_OFF),
)
_PAYMENT_LEAVES = (
    Leaf("list", "payment_list", "List the payments."),
    Leaf("new", "payment_new", "Record money before any invoice: credit."),
    Leaf("settle", "payment_settle", "Record that a pending payment cleared."),
    Leaf("fail", "payment_fail", "Record that a payment bounced."),
    Leaf("void", "payment_void", "Take back a payment entered by mistake."),
    Leaf("refund", "payment_refund", "Record money sent back."),
)
_CREDIT_LEAVES = (
    Leaf("show", "credit_show", "Show the client's credit and how it came about."),
    Leaf("refund", "credit_refund", "Record credit sent back to the client."),
)
_OUTBOX_LEAVES = (
    Leaf("list", "outbox_list", "List the messages to the client by their state."),
    Leaf("show", "outbox_show", "Show one message."),
    Leaf("new", "outbox_new", "Queue a message about an invoice."),
    Leaf("send", "outbox_send", "Send what is queued or failed."),
    Leaf("mark-sent", "outbox_mark_sent", "Record that a message was sent by other means."),
    Leaf("drop", "outbox_drop", "Take messages away."),
)
TREE = Branch(
    "ressio",
    "Bills a building job from a folder of plain files.",
    (
        Leaf("init", "init", "Start a new project.", _START),
        Leaf("demo", "demo", "Copy a sample job and walk through it.", _START),
        Branch("budget", "The budget and the contract.", _BUDGET_LEAVES, _BUDGET, "show"),
        Branch("change", "Change orders and selections.", _CHANGE_LEAVES, _BUDGET),
        Branch("bill", "Actual costs.", _BILL_LEAVES, _BUDGET),
        Branch("invoice", "Invoices and their drafts.", _INVOICE_LEAVES, _BILLING),
        Leaf("release", "release", _RELEASE, _BILLING),
        Leaf("void", "void", _VOID, _BILLING),
        Leaf("pay", "pay", _PAY, _MONEY),
        Leaf("write-off", "write_off", _WRITE_OFF, _MONEY),
        Branch("payment", "Money received.", _PAYMENT_LEAVES, _MONEY),
        Branch("credit", "The client's credit.", _CREDIT_LEAVES, _MONEY, "show"),
        Leaf("summary", "summary", "Show where the job stands.", _REPORTS),
        Leaf("unbilled", "unbilled", "List what could be billed today.", _REPORTS),
        Leaf("aging", "aging", "List what is owed, by days past due.", _REPORTS),
        Leaf("statement", "statement", "Show the client's account.", _REPORTS),
        Leaf("pdf", "pdf", "Make the PDF of a paper.", _CLIENT),
        Leaf("portal", "portal", "Build the client's pages.", _CLIENT),
        Branch("outbox", "E-mail to the client.", _OUTBOX_LEAVES, _CLIENT, "list"),
        Leaf("remind", "remind", "Queue reminders of what is overdue.", _CLIENT),
        Leaf("check", "check", "Prove the files.", _UPKEEP),
        Leaf("schema", "schema", "Print the JSON Schema of a kind of file.", _UPKEEP),
        Leaf("completion", "completion", "Print the completion script of a shell.", _UPKEEP),
        Leaf("help", "help_topic", "Explain a topic.", _UPKEEP),
    ),
    examples="""
        ressio demo
        ressio invoice new --percent all=40 --title "March progress"
        ressio release march-progress
        ressio pay INV-0001
    """,
)


def run(words: Sequence[str], tree: Branch = TREE) -> int:
    """Run one command line and answer its exit code. No traceback ever leaves here unasked."""
    try:
        ending.begin()
        return _guarded(list(words), tree)
    except BrokenPipeError:
        return ending.closed()
    except KeyboardInterrupt:
        return ending.INTERRUPTED


def _guarded(words: list[str], tree: Branch) -> int:
    sessions: list[Session] = []
    try:
        _refuse_broken(words)
        code = _perform(list(words), tree, sessions)  # the parser takes words off its list
        ending.flushed()
        return code
    except Stop as stop:
        return ending.stopped(stop, words, sessions[0] if sessions else None)
    except Exit as end:
        return end.exit_code
    except Abort:
        return ending.INTERRUPTED
    except NoArgsIsHelpError as error:
        return ending.helped(error.message, words)
    except TyperException as error:
        return ending.misused(error.format_message(), words, _help_command(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return ending.failed(error, words, sessions[0] if sessions else None)
    except Exception as bug:
        return ending.crashed(bug, words)


def _perform(words: list[str], tree: Branch, sessions: list[Session]) -> int:
    group = LazyGroup(tree, context_settings={"help_option_names": list(HELP)})
    group.params.append(version_option(f"ressio {__version__}\n"))
    with group.make_context("ressio", words, obj=sessions) as ctx:
        answer = group.invoke(ctx)
    return answer if isinstance(answer, int) else 0


def _refuse_broken(words: Sequence[str]) -> None:
    """Bytes on the command line that are no text in this locale come in as lone surrogates."""
    if any("\ud800" <= sign <= "\udfff" for word in words for sign in word):
        raise misused("usage", "a word of the command line is not text in this terminal's encoding")


def _help_command(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path} --help" if context else ""

namespace Sluis.Core.Diagnostics;

/// <summary>
/// The page behind a code: what <c>docs/diagnostics.md</c> and <c>sluis explain</c> show.
/// <paramref name="Meaning"/> says why it matters, <paramref name="Mending"/> how to mend it,
/// <paramref name="Source"/> names the page of public documentation that decides the matter, where there is one.
/// Each <c>…Diagnostics</c> class lists one of these per code in a static <c>Help</c> table next to its factory methods.
/// </summary>
public sealed record DiagnosticHelp(string Code, Severity Severity, string Title, string Meaning, string Mending, string? Source = null);

using Sluis.Core.Text;

namespace Sluis.Core.Diagnostics;

public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>
/// A finding: something about the user's input or choice. <paramref name="Code"/> is <c>SL</c> and four digits,
/// <paramref name="Message"/> one sentence of what is so, <paramref name="Fix"/> one sentence of what to do.
/// Neither ever holds the value of a secret.
/// </summary>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan At, string Message, string? Fix = null)
    : IComparable<Diagnostic>
{
    /// <summary>The Kubernetes object it is about, as <c>Deployment rentguy/rentguy-api</c>; null when it is about no object.</summary>
    public string? Object { get; init; }

    /// <summary>The field of that object, as <c>spec.template.spec.containers[0].ports[0]</c>.</summary>
    public string? Field { get; init; }

    /// <summary>By place, then code, then text: parallel work never shows in the order.</summary>
    public int CompareTo(Diagnostic? other)
    {
        if (other is null)
            return 1;
        var byPlace = At.CompareTo(other.At);
        if (byPlace != 0)
            return byPlace;
        var byCode = string.CompareOrdinal(Code, other.Code);
        if (byCode != 0)
            return byCode;
        var byMessage = string.CompareOrdinal(Message, other.Message);
        return byMessage != 0 ? byMessage : string.CompareOrdinal(Object + "\0" + Field, other.Object + "\0" + other.Field);
    }

    public static bool operator <(Diagnostic left, Diagnostic right) => left.CompareTo(right) < 0;
    public static bool operator >(Diagnostic left, Diagnostic right) => left.CompareTo(right) > 0;
    public static bool operator <=(Diagnostic left, Diagnostic right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Diagnostic left, Diagnostic right) => left.CompareTo(right) >= 0;
}

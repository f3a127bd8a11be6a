namespace Sluis.Core.Proof.Schema.Values;

/// <summary>
/// The grammars of names, labels and ports. Each method gives what is wrong, in words that follow "must", or null.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
/// </summary>
internal static class Grammar
{
    /// <summary>RFC 1123 label: a name of a namespace, container, volume or a part of a host name.</summary>
    public static string? Label(ReadOnlySpan<char> text) =>
        text.IsEmpty ? "not be empty"
        : text.Length > 63 ? "have at most 63 characters"
        : !IsLowerDash(text) || text[0] == '-' || text[^1] == '-' ? "be lower-case letters, digits and hyphens, and begin and end with a letter or digit"
        : null;

    /// <summary>RFC 1035 label: a name of a Service that becomes a DNS name.</summary>
    public static string? Dns1035(ReadOnlySpan<char> text) =>
        Label(text) ?? (char.IsAsciiLetterLower(text[0]) ? null : "begin with a letter");

    /// <summary>RFC 1123 subdomain: the names of most objects.</summary>
    public static string? Subdomain(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "not be empty";
        if (text.Length > 253)
            return "have at most 253 characters";
        foreach (var part in text.Split('.'))
        {
            var label = text[part];
            if (label.IsEmpty || !IsLowerDash(label) || label[0] == '-' || label[^1] == '-')
                return "be lower-case letters, digits, hyphens and dots, and each part begin and end with a letter or digit";
        }
        return null;
    }

    /// <summary>Names that are only a part of a path: those of roles and bindings.</summary>
    public static string? PathSegment(ReadOnlySpan<char> text) =>
        text.IsEmpty ? "not be empty" : text is "." or ".." || text.ContainsAny('/', '%') ? "not hold / or %, and not be . or .." : null;

    /// <summary>The key of a label, annotation, taint or finaliser: an optional prefix and a name.</summary>
    public static string? QualifiedName(ReadOnlySpan<char> key)
    {
        var slash = key.IndexOf('/');
        if (slash == 0 || slash > 0 && Subdomain(key[..slash]) is not null)
            return "have a prefix that is a DNS name before its /";
        var name = key[(slash + 1)..];
        return name.IsEmpty || name.Length > 63 ? "have a name of 1 to 63 characters"
            : !IsNameText(name) ? "have a name of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit"
            : null;
    }

    public static string? LabelValue(ReadOnlySpan<char> value) =>
        value.IsEmpty ? null
        : value.Length > 63 ? "have at most 63 characters"
        : !IsNameText(value) ? "be letters, digits, '-', '_' and '.', and begin and end with a letter or digit"
        : null;

    /// <summary>A name of a port, as Pods, Services and policies use it (IANA service name).</summary>
    public static string? PortName(ReadOnlySpan<char> name) =>
        name.IsEmpty || name.Length > 15 ? "have 1 to 15 characters"
        : !IsLowerDash(name) || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal) ? "be lower-case letters, digits and single hyphens inside"
        : !name.ContainsAnyInRange('a', 'z') ? "hold at least one letter"
        : null;

    /// <summary>Any printable ASCII but '=' is allowed in names of variables. https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/</summary>
    public static string? VariableName(ReadOnlySpan<char> name) =>
        name.IsEmpty ? "not be empty" : name.ContainsAnyExceptInRange(' ', '~') || name.Contains('=') ? "be printable ASCII characters without '='" : null;

    /// <summary>A key of a ConfigMap or Secret.</summary>
    public static string? DataKey(ReadOnlySpan<char> key)
    {
        if (key.IsEmpty || key.Length > 253)
            return "have 1 to 253 characters";
        if (key is "." || key.StartsWith(".."))
            return "not be '.' nor begin with '..'";
        foreach (var c in key)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return "be letters, digits, '-', '_' and '.'";
        return null;
    }

    public static bool IsHostName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 253)
            return false;
        foreach (var part in text.Split('.'))
        {
            var label = text[part];
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                    return false;
        }
        return true;
    }

    private static bool IsLowerDash(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    private static bool IsNameText(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        return char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
    }
}

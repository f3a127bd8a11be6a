using System.Globalization;
using Sluis.Core.Proof.Schema.Values;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>Those functions of the API server that definitions use. https://kubernetes.io/docs/reference/using-api/cel/#cel-community-libraries</summary>
internal static class CelFunctions
{
    /// <summary>Null: there is no such function here.</summary>
    public static CelFunction? Find(string name, bool isMethod, int arguments) => (name, isMethod, arguments) switch
    {
        ("size", _, 1) => static (_, a) => CelValues.Size(a[0]),
        ("contains", true, 2) => static (_, a) => a is [string text, string part] ? text.Contains(part, StringComparison.Ordinal) : CelError.Instance,
        ("startsWith", true, 2) => static (_, a) => a is [string text, string part] ? text.StartsWith(part, StringComparison.Ordinal) : CelError.Instance,
        ("endsWith", true, 2) => static (_, a) => a is [string text, string part] ? text.EndsWith(part, StringComparison.Ordinal) : CelError.Instance,
        ("matches", _, 2) => static (frame, a) => a is [string text, string pattern] && frame.Patterns.IsMatch(pattern, text) is { } matches ? matches : CelError.Instance,
        ("substring", true, 2) => static (_, a) => a is [string text, long from] ? Part(text, from, text.Length) : CelError.Instance,
        ("substring", true, 3) => static (_, a) => a is [string text, long from, long to] ? Part(text, from, to) : CelError.Instance,
        ("split", true, 2) => static (_, a) => a is [string text, string { Length: > 0 } by] ? Array.ConvertAll(text.Split(by), static p => (object?)p) : CelError.Instance,
        ("join", true, 1) => static (_, a) => a is [object?[] list] && Array.TrueForAll(list, static i => i is string) ? string.Concat(list) : CelError.Instance,
        ("join", true, 2) => static (_, a) => a is [object?[] list, string by] && Array.TrueForAll(list, static i => i is string) ? string.Join(by, list) : CelError.Instance,
        ("indexOf", true, 2) => static (_, a) => a is [string text, string part] ? (long)text.IndexOf(part, StringComparison.Ordinal) : CelError.Instance,
        ("replace", true, 3) => static (_, a) => a is [string text, string { Length: > 0 } old, string now] ? text.Replace(old, now, StringComparison.Ordinal) : CelError.Instance,
        ("lowerAscii", true, 1) => static (_, a) => a is [string text] ? text.ToLowerInvariant() : CelError.Instance,
        ("upperAscii", true, 1) => static (_, a) => a is [string text] ? text.ToUpperInvariant() : CelError.Instance,
        ("trim", true, 1) => static (_, a) => a is [string text] ? text.Trim() : CelError.Instance,
        ("int", false, 1) => static (_, a) => a[0] switch
        {
            long number => number,
            double number when double.Abs(number) < long.MaxValue => (long)number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => CelError.Instance,
        },
        ("double", false, 1) => static (_, a) => a[0] switch
        {
            long number => (double)number,
            double number => number,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => CelError.Instance,
        },
        ("string", false, 1) => static (_, a) => a[0] switch
        {
            string text => text,
            long number => number.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => CelError.Instance,
        },
        ("dyn", false, 1) => static (_, a) => a[0],
        ("duration", false, 1) => static (_, a) => a[0] switch
        {
            CelDuration duration => duration,
            string text when Formats.Seconds(text) is { } seconds => new CelDuration(seconds),
            _ => CelError.Instance,
        },
        ("isIP", false, 1) => static (_, a) => a is [string text] ? Formats.IsIp(text) : CelError.Instance,
        ("isCIDR", false, 1) => static (_, a) => a is [string text] ? Formats.IsCidr(text) : CelError.Instance,
        ("isURL", false, 1) => static (_, a) => a is [string text] ? Url(text) is CelUrl : CelError.Instance,
        ("url", false, 1) => static (_, a) => a is [string text] ? Url(text) : CelError.Instance,
        ("getScheme", true, 1) => static (_, a) => a is [CelUrl url] ? url.Uri.Scheme : CelError.Instance,
        ("getHost", true, 1) => static (_, a) => a is [CelUrl url] ? url.Uri.Authority : CelError.Instance,
        ("getHostname", true, 1) => static (_, a) => a is [CelUrl url] ? url.Uri.Host : CelError.Instance,
        ("getPort", true, 1) => static (_, a) => a is [CelUrl url] ? url.Uri.IsDefaultPort ? "" : url.Uri.Port.ToString(CultureInfo.InvariantCulture) : CelError.Instance,
        ("getEscapedPath", true, 1) => static (_, a) => a is [CelUrl url] ? url.Uri.AbsolutePath : CelError.Instance,
        _ => null,
    };

    private static object Part(string text, long from, long to) => from >= 0 && from <= to && to <= text.Length ? text[(int)from..(int)to] : CelError.Instance;

    private static object Url(string text) =>
        text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? new CelUrl(uri) : CelError.Instance;
}

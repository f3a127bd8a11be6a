namespace Sluis.Core.Proof.Secrets;

/// <summary>Names whose value is a secret, by their last words: <c>dbPassword</c>, <c>API_KEY</c>, <c>client-secret</c>; not <c>secretName</c>, not <c>password_file</c>.</summary>
internal static class SensitiveNames
{
    /// <summary>A password, which may be short.</summary>
    public static bool IsPassword(ReadOnlySpan<char> name)
    {
        var last = LastWord(name, out _);
        return Is(last, "password") || Is(last, "passwd") || Is(last, "passphrase") || Is(last, "pwd") && last.Length < name.Length || Is(last, "requirepass") || Is(last, "masterauth") || Is(last, "pass") && last.Length < name.Length
            || last.Length > 8 && last.EndsWith("password", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A token or key, which is long when it is one.</summary>
    public static bool IsToken(ReadOnlySpan<char> name)
    {
        var last = LastWord(name, out var rest);
        if (Is(last, "secret") || Is(last, "token") || Is(last, "apikey") || Is(last, "credential") || Is(last, "credentials") || Is(last, "salt") || Is(last, "auth") && Is(name, "auth"))
            return true;
        if (!Is(last, "key"))
            return false;
        var before = LastWord(rest, out _);
        foreach (var word in (ReadOnlySpan<string>)["api", "access", "secret", "private", "encryption", "signing", "master", "auth", "account", "app", "session", "jwt", "hmac", "license", "licence", "shared", "service"])
            if (Is(before, word))
                return true;
        return false;
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> name, out ReadOnlySpan<char> rest)
    {
        name = name.TrimEnd("_-.");
        var start = name.Length;
        while (start > 0 && char.IsAsciiLetterOrDigit(name[start - 1]))
        {
            start--;
            if (start > 0 && char.IsAsciiLetterUpper(name[start]) && char.IsAsciiLetterLower(name[start - 1]))
                break;
        }
        rest = name[..start];
        return name[start..];
    }
}

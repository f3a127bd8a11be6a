namespace Sluis.Core.Proof.Secrets;

/// <summary>Names whose value is a secret, by their last words: <c>dbPassword</c>, <c>API_KEY</c>, <c>client-secret</c>; not <c>secretName</c>, not <c>password_file</c>.</summary>
internal static class SensitiveNames
{
    public static bool Is(ReadOnlySpan<char> name) => IsPassword(name) || IsToken(name);

    /// <summary>A name that says why its value is random without being secret.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        var last = LastWord(name, out _);
        foreach (var word in (ReadOnlySpan<string>)["id", "ids", "uuid", "guid", "hash", "digest", "sha", "sha256", "checksum", "version", "commit", "revision", "image", "tag", "url", "uri", "fingerprint", "dsn", "file", "path", "name"])
            if (Equals(last, word))
                return true;
        return name.Contains("public", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A password, which may be short.</summary>
    public static bool IsPassword(ReadOnlySpan<char> name)
    {
        var last = LastWord(name, out _);
        return Equals(last, "password") || Equals(last, "passwd") || Equals(last, "passphrase") || Equals(last, "pwd") && last.Length < name.Length || Equals(last, "requirepass") || Equals(last, "masterauth") || Equals(last, "pass") && last.Length < name.Length
            || last.Length > 8 && last.EndsWith("password", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A token or key, which is long when it is one.</summary>
    public static bool IsToken(ReadOnlySpan<char> name)
    {
        var last = LastWord(name, out var rest);
        if (Equals(last, "secret") || Equals(last, "token") || Equals(last, "apikey") || Equals(last, "credential") || Equals(last, "credentials") || Equals(last, "salt") || Equals(last, "auth") && Equals(name, "auth"))
            return true;
        if (!Equals(last, "key"))
            return false;
        var before = LastWord(rest, out _);
        foreach (var word in (ReadOnlySpan<string>)["api", "access", "secret", "private", "encryption", "signing", "master", "auth", "account", "app", "session", "jwt", "hmac", "license", "licence", "shared", "service"])
            if (Equals(before, word))
                return true;
        return false;
    }

    private static bool Equals(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

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

namespace Sluis.Core.Understanding.Secrets;

/// <summary>Which names say "secret".</summary>
internal static class SecretNames
{
    private static readonly string[] Words =
        ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "CREDENTIAL", "SALT"];

    private static readonly string[] Endings = ["_PASS", "_PWD", "_PW", "_DSN", "_ROLE_ID", "_KEY_BASE", "_AUTH", "_HASH"];

    /// <summary>Words after which a name describes a secret instead of holding one.</summary>
    private static readonly string[] Describes =
        ["_FILE", "_PATH", "_URL", "_URI", "_TTL", "_LIFETIME", "_EXPIRES", "_EXPIRES_IN", "_EXPIRY", "_EXPIRATION", "_LENGTH", "_NAME", "_ENABLED", "_POLICY",
         "_TYPE", "_HEADER", "_ALGORITHM", "_ISSUER", "_AUDIENCE", "_ENDPOINT", "_ROTATION", "_MIN", "_MAX", "_COUNT", "_LIMIT", "_SIZE", "_STORE", "_PREFIX", "_HOST", "_PORT"];

    public static bool IsSecret(string name)
    {
        var upper = name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');
        foreach (var ending in Describes)
            if (upper.EndsWith(ending, StringComparison.Ordinal))
                return false;
        if (upper.Contains("PUBLIC_KEY", StringComparison.Ordinal) || upper.Contains("ALLOW_EMPTY", StringComparison.Ordinal) || upper.StartsWith("RANDOM_", StringComparison.Ordinal))
            return false;
        if (upper is "PASS" or "PWD_SECRET" or "KEY" or "AUTH")
            return true;
        foreach (var word in Words)
            if (upper.Contains(word, StringComparison.Ordinal))
                return true;
        foreach (var ending in Endings)
            if (upper.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Text that no secret is: a switch, a number, a path.</summary>
    public static bool IsHarmless(string value) =>
        value.Length == 0 || value is "true" or "false" or "yes" or "no" or "on" or "off" or "none" or "null"
        || value.All(char.IsAsciiDigit) && value.Length < 6 || value.StartsWith('/') && !value.Contains("//", StringComparison.Ordinal) && value.AsSpan(1).Contains('/');

    /// <summary>Text that only a secret looks like.</summary>
    public static bool HasShape(string value) =>
        value.StartsWith("-----BEGIN", StringComparison.Ordinal) && value.Contains("PRIVATE KEY", StringComparison.Ordinal)
        || value.StartsWith("eyJ", StringComparison.Ordinal) && value.Count(static c => c == '.') == 2 && value.Length > 40
        || value.StartsWith("AKIA", StringComparison.Ordinal) && value.Length == 20
        || value.StartsWith("ghp_", StringComparison.Ordinal) || value.StartsWith("github_pat_", StringComparison.Ordinal)
        || value.StartsWith("xoxb-", StringComparison.Ordinal) || value.StartsWith("xoxp-", StringComparison.Ordinal)
        || value.StartsWith("AIza", StringComparison.Ordinal) && value.Length == 39
        || value.StartsWith("sk_live_", StringComparison.Ordinal) || value.StartsWith("sk-", StringComparison.Ordinal) && value.Length > 30
        || value.StartsWith("glpat-", StringComparison.Ordinal)
        || value.Contains("$2y$", StringComparison.Ordinal) || value.Contains("$2a$", StringComparison.Ordinal) || value.Contains("$2b$", StringComparison.Ordinal)
        || value.Contains("$apr1$", StringComparison.Ordinal) || value.StartsWith("$argon2", StringComparison.Ordinal);
}

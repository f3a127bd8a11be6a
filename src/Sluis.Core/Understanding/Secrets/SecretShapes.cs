using System.Buffers;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>What values say about themselves.</summary>
internal static class SecretShapes
{
    private static readonly string[] SystemFolders =
        ["/run/", "/etc/", "/var/", "/opt/", "/app/", "/home/", "/usr/", "/data/", "/secrets/", "/certs/", "/tmp/", "/mnt/", "/srv/", "/root/", "/vault/", "/config/", "/keys/", "/ssl/", "/bitnami/", "/dev/", "./"];

    /// <summary>Words that are passwords in many files and also everything else: never searched for in other texts.</summary>
    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "root", "postgres", "postgresql", "mysql", "mariadb", "redis", "user", "guest", "test", "testing", "password", "secret", "changeme", "change-me", "change_me", "example",
        "default", "minio", "minioadmin", "rabbitmq", "mongo", "mongodb", "keycloak", "grafana", "development", "production", "localhost", "docker", "token", "none", "demo", "elastic", "airflow",
        "wordpress", "nextcloud", "backend", "frontend", "database", "server", "service", "system", "public", "private", "internal", "external", "application", "false", "true", "null", "insecure", "username",
    };

    /// <summary>A long enough text that is nothing else: finding it somewhere means that the secret is there.</summary>
    public static bool IsSearchable(string value)
    {
        if (value.Length < 4 || CommonWords.Contains(value))
            return false;
        if (value.Length >= 8)
            return true;
        // Short words of one case are also names of things.
        var (letters, others) = (false, false);
        foreach (var c in value)
            if (char.IsAsciiLetterLower(c))
                letters = true;
            else
                others = true;
        return letters && others && value.Length >= 6;
    }

    /// <summary>Text under a secret's name that holds none: a switch, a path, a reference.</summary>
    public static bool IsHarmless(ReadOnlySpan<char> value, bool strongName)
    {
        var text = value.Trim();
        if (text.IsEmpty || text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE" or "yes" or "no" or "on" or "off" or "none" or "null" or "~" or "{}" or "[]")
            return true;
        if (!strongName && text.Length < 12 && text.IndexOfAnyExcept("0123456789.smhd") < 0)
            return true;
        foreach (var folder in SystemFolders)
            if (text.StartsWith(folder, StringComparison.Ordinal))
                return true;
        return IsReference(text);
    }

    /// <summary><c>$VAR</c>, <c>${VAR}</c>, <c>$(command)</c>, <c>{{ template }}</c>, <c>%(name)s</c>, <c>&lt;placeholder&gt;</c>: not the secret itself.</summary>
    public static bool IsReference(ReadOnlySpan<char> text) =>
        text.StartsWith("$") && text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] is '_' or '{' or '(') && !text.StartsWith("$argon2", StringComparison.Ordinal) && !text.StartsWith("$apr1$", StringComparison.Ordinal)
        || text.StartsWith("{{") || text.StartsWith("%(") || text.StartsWith("<") && text.EndsWith(">") || text.StartsWith("`") || text.StartsWith("vault:") || text.StartsWith("env:");

    /// <summary>The length of a token at the start of the text that only a secret looks like; 0 when it is none.</summary>
    public static int TokenLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 12)
            return 0;
        var end = text.IndexOfAnyExcept(TokenCharacters);
        var token = end < 0 ? text : text[..end];
        if (token.Length < 12)
            return 0;
        var found = token[0] switch
        {
            'e' => token.StartsWith("eyJ") && token.Length > 40 && token.Count('.') == 2,
            'A' => token.Length == 20 && (token.StartsWith("AKIA") || token.StartsWith("ASIA")) || token.Length == 39 && token.StartsWith("AIza"),
            'g' => token.Length >= 30 && (token.StartsWith("ghp_") || token.StartsWith("gho_") || token.StartsWith("ghs_") || token.StartsWith("github_pat_")) || token.Length >= 20 && token.StartsWith("glpat-"),
            'x' => token.Length >= 20 && (token.StartsWith("xoxb-") || token.StartsWith("xoxp-") || token.StartsWith("xoxa-") || token.StartsWith("xapp-")),
            's' => token.StartsWith("sk_live_") || token.StartsWith("sk_test_") || token.Length >= 32 && token.StartsWith("sk-"),
            'r' => token.StartsWith("rk_live_"),
            'w' => token.StartsWith("whsec_") && token.Length >= 24,
            'h' => token.StartsWith("hvs.") && token.Length >= 24,
            'n' => token.StartsWith("npm_") && token.Length >= 36,
            'S' => token.StartsWith("SG.") && token.Length >= 50,
            'd' => token.StartsWith("dop_v1_") && token.Length >= 60,
            '$' => token.StartsWith("$2y$") || token.StartsWith("$2a$") || token.StartsWith("$2b$") || token.StartsWith("$apr1$") || token.StartsWith("$argon2") || token.StartsWith("$6$") || token.StartsWith("$5$"),
            '{' => false,
            _ => false,
        };
        return found ? token.Length : 0;
    }

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$/+=");

    public static readonly SearchValues<string> TokenStarts = SearchValues.Create(
        ["eyJ", "AKIA", "ASIA", "AIza", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "xapp-", "sk_live_", "sk_test_", "sk-", "rk_live_", "whsec_", "hvs.", "npm_", "SG.", "dop_v1_", "$2y$", "$2a$", "$2b$", "$apr1$", "$argon2", "$6$", "$5$"],
        StringComparison.Ordinal);

    /// <summary>
    /// A long random text: hexadecimal of 32 or more with entropy over 3 bits a character, or letters of both cases with digits,
    /// 20 or more, over 4 bits. Words and identifiers stay below both.
    /// </summary>
    public static bool IsRandom(ReadOnlySpan<char> text)
    {
        if (text.Length is < 20 or > 512)
            return false;
        var (upper, lower, digit, hex) = (0, 0, 0, true);
        Span<int> counts = stackalloc int[128];
        foreach (var c in text)
        {
            if (c >= 128 || !(char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-' or '.'))
                return false;
            counts[c]++;
            if (char.IsAsciiLetterUpper(c)) upper++;
            else if (char.IsAsciiLetterLower(c)) lower++;
            else if (char.IsAsciiDigit(c)) digit++;
            hex &= char.IsAsciiHexDigit(c);
        }
        if (hex ? text.Length < 32 || digit == 0 || upper + lower == 0 : upper < 2 || lower < 2 || digit < 2 || text.Contains("..", StringComparison.Ordinal) || text.Count('.') > 2 || text.Count('/') > 3)
            return false;
        var bits = 0.0;
        foreach (var count in counts)
            if (count > 0)
                bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        return bits > (hex ? 3.0 : 4.0);
    }

    /// <summary>Names that excuse a random text: it identifies, it does not open.</summary>
    public static bool ExcusesEntropy(string name)
    {
        var upper = name.ToUpperInvariant();
        foreach (var word in (ReadOnlySpan<string>)["ID", "HASH", "DIGEST", "SHA", "VERSION", "COMMIT", "CHECKSUM", "IMAGE", "URL", "URI", "HOST", "PATH", "FINGERPRINT", "PUBLIC", "UUID", "TAG", "REVISION", "FILE", "DIR", "NAME", "RULE", "CLASS", "SERVERS", "TOPIC", "ADDRESS"])
            if (upper.EndsWith(word, StringComparison.Ordinal) || upper.StartsWith(word + "_", StringComparison.Ordinal))
                return true;
        return false;
    }
}

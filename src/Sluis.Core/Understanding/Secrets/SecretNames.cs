using System.Text;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>Which names say "secret". Names are compared as upper-case words: <c>spring.datasource.password</c> is SPRING DATASOURCE PASSWORD.</summary>
internal static class SecretNames
{
    /// <summary>Words that mean a secret wherever they stand in the name.</summary>
    private static readonly string[] Words =
        ["PASSWORD", "PASSWD", "PASSPHRASE", "PASSCODE", "SECRET", "TOKEN", "APIKEY", "CREDENTIAL", "CREDENTIALS", "SALT", "REQUIREPASS", "MASTERAUTH", "HTPASSWD", "TOKENS", "SECRETS", "PASSWORDS"];

    /// <summary>Words that mean a secret at the end.</summary>
    private static readonly string[] LastWords = ["PASS", "PWD", "PW", "DSN", "PIN", "BASICAUTH", "PSK"];

    /// <summary>A KEY after one of these is no secret.</summary>
    private static readonly string[] PublicKeys =
        ["PUBLIC", "PRIMARY", "PARTITION", "SORT", "ROUTING", "CACHE", "FOREIGN", "SITE", "HOT", "OBJECT", "GROUP", "MESSAGE", "RECORD", "PUB", "INDEX", "SHARD", "PUBLISHABLE", "HEADER", "ANON"];

    /// <summary>After these words the name describes a secret instead of holding one.</summary>
    private static readonly string[] Describes =
        ["FILE", "FILES", "PATH", "DIR", "URL", "URI", "TTL", "LIFETIME", "EXPIRES", "EXPIRE", "IN", "EXPIRY", "EXPIRATION", "LENGTH", "NAME", "ENABLED", "ENABLE", "DISABLED", "POLICY",
         "TYPE", "HEADER", "ALGORITHM", "ALG", "ISSUER", "AUDIENCE", "ENDPOINT", "ROTATION", "MIN", "MAX", "COUNT", "LIMIT", "LIMITS", "SIZE", "STORE", "PREFIX", "SUFFIX", "HOST", "PORT", "TIMEOUT",
         "SECONDS", "MINUTES", "HOURS", "DAYS", "DURATION", "INTERVAL", "AGE", "REALM", "SCOPE", "SCOPES", "FIELD", "CLAIM", "FORMAT", "METHOD", "MODE", "PROVIDER", "VERSION", "REQUIRED",
         "LOCATION", "MOUNT", "REGEX", "STRENGTH", "ROUNDS", "ITERATIONS", "ENCODING", "ENCRYPTION", "MANAGER", "BACKEND", "ENGINE", "SERVICE", "ALLOWED", "VALIDITY", "COOKIE", "COST", "EMAIL", "RESET", "LOGIN", "GRANT"];

    public static bool IsSecret(string name)
    {
        if (name.Length is 0 or > 128)
            return false;
        // Most names have no letter sequence of any secret word: one cheap look before the words are cut out.
        if (!MayBe(name))
            return false;
        var words = Split(name);
        // OPENSSL_KEY_V1 is a key.
        if (words.Count > 1 && words[^1] is ['V', >= '0' and <= '9', ..])
            words.RemoveAt(words.Count - 1);
        // What Erlang's nodes trust each other by. https://www.rabbitmq.com/docs/clustering#erlang-cookie
        if (words is [.., "ERLANG", "COOKIE"])
            return true;
        var last = words[^1];
        if (words.Count > 1 && Array.IndexOf(Describes, last) >= 0)
            return false;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "ALLOW" or "DISABLE" or "ENABLE" or "USE" or "REQUIRE" or "RANDOM" or "GENERATE" && i + 1 < words.Count)
                return false;
            if (words[i] is "MIN" or "MAX" or "LENGTH" or "POLICY" or "PUBLIC")
                return false;
        }
        if (last is "ID")
            return words.Count > 1 && (words[^2] == "SECRET" || words[^2] == "ROLE" && words[0] is "VAULT" or "BAO" or "OPENBAO" || words[^2] == "ROLE" && words.Contains("VAULT"));
        foreach (var word in words)
            if (Array.IndexOf(Words, word) >= 0 || word.EndsWith("PASSWORD", StringComparison.Ordinal) || word.EndsWith("PASSWD", StringComparison.Ordinal))
                return true;
        if (Array.IndexOf(LastWords, last) >= 0)
            return words.Count > 1 || last is not ("PWD" or "PIN");
        if (last is "KEY" or "KEYS")
            return words.Count > 1 && Array.IndexOf(PublicKeys, words[^2]) < 0;
        return words is [.., "KEY", "BASE"] || last.EndsWith("APIKEY", StringComparison.Ordinal) || last.EndsWith("PASS", StringComparison.Ordinal) && last.Length > 4 && last is not ("BYPASS" or "COMPASS");
    }

    /// <summary>A name whose value is a whole connection with its password when nobody says otherwise.</summary>
    public static bool IsConnection(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper.EndsWith("DATABASE_URL", StringComparison.Ordinal) || upper.EndsWith("DB_URL", StringComparison.Ordinal) || upper.EndsWith("CONNECTION_STRING", StringComparison.Ordinal)
            || upper.EndsWith("CONNECTIONSTRING", StringComparison.Ordinal) || upper.EndsWith("MONGO_URI", StringComparison.Ordinal) || upper.EndsWith("MONGODB_URI", StringComparison.Ordinal)
            || upper.EndsWith("AMQP_URL", StringComparison.Ordinal) || upper.EndsWith("WEBHOOK_URL", StringComparison.Ordinal);
    }

    /// <summary>A password may be a plain number; a token's count may not.</summary>
    public static bool IsStrong(string name) => Split(name)[^1] is "PASSWORD" or "PASSWD" or "PASS" or "PWD" or "SECRET" or "PIN" or "PASSPHRASE";

    public static SecretKind Kind(string name)
    {
        var upper = name.ToUpperInvariant();
        bool Has(string word) => upper.Contains(word, StringComparison.Ordinal);
        return Has("PASS") || Has("PWD") ? SecretKind.Password
            : Has("TOKEN") || Has("JWT") ? SecretKind.Token
            : Has("PRIVATE") ? SecretKind.PrivateKey
            : Has("KEY") ? SecretKind.ApiKey
            : Has("DSN") || Has("URL") || Has("URI") || Has("CONNECTION") ? SecretKind.ConnectionString
            : Has("CERT") ? SecretKind.Certificate
            : SecretKind.Other;
    }

    /// <summary>A legal name of an environment variable in upper case.</summary>
    public static string Legal(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(char.ToUpperInvariant(c));
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        var trimmed = name.ToString().TrimEnd('_');
        return trimmed.Length == 0 ? "SECRET" : char.IsAsciiDigit(trimmed[0]) ? "_" + trimmed : trimmed;
    }

    private static readonly System.Buffers.SearchValues<string> Stems = System.Buffers.SearchValues.Create(
        ["pass", "pwd", "pw", "secret", "token", "key", "credential", "salt", "dsn", "pin", "masterauth", "htpasswd", "basicauth", "psk", "role", "cookie"], StringComparison.OrdinalIgnoreCase);

    private static bool MayBe(string name) => name.AsSpan().ContainsAny(Stems);

    private static List<string> Split(string name)
    {
        var words = new List<string>(6);
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var end = i == name.Length || !char.IsAsciiLetterOrDigit(name[i]);
            var hump = !end && i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if (!end && !hump)
                continue;
            if (i > start)
                words.Add(name[start..i].ToUpperInvariant());
            start = end ? i + 1 : i;
        }
        if (words.Count == 0)
            words.Add("");
        return words;
    }
}

using System.Buffers;

namespace Sluis.Core.Proof.Secrets;

/// <summary>A key that its issuer made recognisable: what it begins with, what it is made of, and how long that is at least.</summary>
internal sealed record TokenShape(string Prefix, int Least, string Name, SearchValues<char> Alphabet);

/// <summary>Shapes that mean a secret wherever they stand.</summary>
internal static class TokenShapes
{
    private static readonly SearchValues<char> Words = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Capital = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> Paths = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> Crypt = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./$=,+");

    public static readonly TokenShape[] All =
    [
        new("AKIA", 16, "an AWS access key", Capital),
        new("ASIA", 16, "an AWS access key", Capital),
        new("AIza", 35, "a Google API key", Words),
        new("ya29.", 20, "a Google access token", Words),
        new("ghp_", 36, "a GitHub token", Plain),
        new("gho_", 36, "a GitHub token", Plain),
        new("ghu_", 36, "a GitHub token", Plain),
        new("ghs_", 36, "a GitHub token", Plain),
        new("ghr_", 36, "a GitHub token", Plain),
        new("github_pat_", 40, "a GitHub token", Words),
        new("glpat-", 20, "a GitLab token", Words),
        new("gldt-", 20, "a GitLab token", Words),
        new("glrt-", 20, "a GitLab token", Words),
        new("glcbt-", 20, "a GitLab token", Words),
        new("xoxa-", 20, "a Slack token", Words),
        new("xoxb-", 20, "a Slack token", Words),
        new("xoxp-", 20, "a Slack token", Words),
        new("xoxr-", 20, "a Slack token", Words),
        new("xoxs-", 20, "a Slack token", Words),
        new("xapp-", 20, "a Slack token", Words),
        new("hooks.slack.com/services/T", 30, "a Slack webhook", Paths),
        new("discord.com/api/webhooks/", 60, "a Discord webhook", Paths),
        new("sk_live_", 16, "a Stripe key", Plain),
        new("sk_test_", 16, "a Stripe key", Plain),
        new("rk_live_", 16, "a Stripe key", Plain),
        new("whsec_", 20, "a Stripe webhook secret", Base64),
        new("sk-proj-", 20, "an OpenAI key", Words),
        new("sk-ant-", 20, "an Anthropic key", Words),
        new("SG.", 50, "a SendGrid key", Dotted),
        new("npm_", 36, "an npm token", Plain),
        new("pypi-AgEI", 40, "a PyPI token", Words),
        new("dop_v1_", 64, "a DigitalOcean token", Plain),
        new("hvs.", 24, "a Vault token", Words),
        new("hvb.", 24, "a Vault token", Words),
        new("dckr_pat_", 20, "a Docker token", Words),
        new("AccountKey=", 60, "an Azure storage key", Base64),
        new("SharedAccessKey=", 40, "an Azure access key", Base64),
        new("AGE-SECRET-KEY-1", 40, "an age private key", Capital),
        new("$2a$", 56, "a bcrypt hash", Crypt),
        new("$2b$", 56, "a bcrypt hash", Crypt),
        new("$2y$", 56, "a bcrypt hash", Crypt),
        new("$apr1$", 26, "a password hash", Crypt),
        new("$5$", 40, "a password hash", Crypt),
        new("$6$", 80, "a password hash", Crypt),
        new("$argon2i", 40, "a password hash", Crypt),
        new("{SHA}", 28, "a password hash", Base64),
    ];

    /// <summary>The length of the token at the start of the text, and what it is; 0 for none.</summary>
    public static int Match(ReadOnlySpan<char> text, out TokenShape? shape)
    {
        foreach (var candidate in All)
        {
            if (!text.StartsWith(candidate.Prefix, StringComparison.Ordinal))
                continue;
            var tail = text[candidate.Prefix.Length..];
            var end = tail.IndexOfAnyExcept(candidate.Alphabet);
            var length = end < 0 ? tail.Length : end;
            if (length < candidate.Least || candidate.Prefix is "AKIA" or "ASIA" && length != 16)
                continue;
            shape = candidate;
            return candidate.Prefix.Length + length;
        }
        shape = null;
        return 0;
    }

    public static bool IsHash(TokenShape shape) => shape.Name.EndsWith("hash", StringComparison.Ordinal);
}

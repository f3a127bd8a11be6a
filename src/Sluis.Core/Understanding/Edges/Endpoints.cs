using System.Globalization;

namespace Sluis.Core.Understanding.Edges;

internal readonly record struct Endpoint(string? Scheme, string Host, int? Port);

/// <summary>Finds addresses in text: URLs (JDBC too), lists of hosts, <c>host:port</c>, <c>host=… port=…</c>.</summary>
internal static class Endpoints
{
    public static IEnumerable<Endpoint> In(string text)
    {
        if (text.Length < 3)
            yield break;
        var found = new List<Endpoint>();
        Urls(text, found);
        if (found.Count == 0)
            Bare(text, found);
        foreach (var endpoint in found)
            yield return endpoint;
    }

    private static void Urls(string text, List<Endpoint> found)
    {
        var at = 0;
        while (text.IndexOf("://", at, StringComparison.Ordinal) is >= 0 and var mark)
        {
            var start = mark;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
                start--;
            var scheme = text[start..mark].ToLowerInvariant();
            var rest = text.AsSpan(mark + 3);
            var end = rest.IndexOfAny("/ ?#\"'`;)\\|<>\r\t");
            var authority = (end < 0 ? rest : rest[..end]).ToString();
            var user = authority.LastIndexOf('@');
            foreach (var host in authority[(user + 1)..].Split(','))
                if (Parse(host) is { } endpoint)
                    found.Add(endpoint with { Scheme = scheme });
            at = mark + 3;
        }
    }

    private static void Bare(string text, List<Endpoint> found)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '_' or '.' or ':');
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            if (Parse(text[start..i]) is { Port: not null } endpoint)
                found.Add(endpoint);
            start = -1;
        }
    }

    private static Endpoint? Parse(string text)
    {
        var colon = text.IndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (host.Length == 0 || !char.IsAsciiLetterOrDigit(host[0]))
            return null;
        foreach (var c in host)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                return null;
        if (colon < 0)
            return new(null, host, null);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 && !host.All(char.IsAsciiDigit)
            ? new(null, host, port)
            : colon == text.Length - 1 ? new(null, host, null) : null;
    }

    public static int? DefaultPort(string? scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        "postgres" or "postgresql" or "postgresql+asyncpg" or "postgresql+psycopg2" or "postgresql+psycopg" => 5432,
        "mysql" or "mariadb" or "mysql+pymysql" => 3306,
        "redis" or "rediss" => 6379,
        "mongodb" => 27017,
        "amqp" => 5672,
        "amqps" => 5671,
        "smtp" => 25,
        "nats" => 4222,
        "ldap" => 389,
        _ => null,
    };

    public static string? AppProtocol(string? scheme) => scheme switch
    {
        "http" or "https" or "grpc" or "redis" or "mysql" or "amqp" or "ldap" => scheme,
        "ws" => "http",
        null => null,
        _ when scheme.StartsWith("postgres", StringComparison.Ordinal) => "postgres",
        _ when scheme.StartsWith("mysql", StringComparison.Ordinal) => "mysql",
        _ when scheme.StartsWith("mongodb", StringComparison.Ordinal) => "mongo",
        _ => null,
    };
}

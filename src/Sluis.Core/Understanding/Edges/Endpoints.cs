using System.Globalization;

namespace Sluis.Core.Understanding.Edges;

internal readonly record struct Endpoint(string? Scheme, string Host, int? Port);

/// <summary>Finds addresses in text: URLs (JDBC too, with several hosts), <c>host:port</c>, <c>host=… port=…</c>, <c>Server=…,1433</c>.</summary>
internal static class Endpoints
{
    private const string EndOfAuthority = "/ ?#\"'`;)\\|<>\r\n\t";

    private static readonly string[] HostKeys = ["host", "hostaddr", "server", "data source", "addr", "address", "--host", "--hostname"];

    public static List<Endpoint> In(string text)
    {
        var found = new List<Endpoint>();
        if (text.Length < 3)
            return found;
        var from = 0;
        while (text.IndexOf("://", from, StringComparison.Ordinal) is >= 0 and var mark)
        {
            var start = mark;
            while (start > from && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
                start--;
            Bare(text.AsSpan(from, start - from), found);
            from = Url(text, start, mark, found);
        }
        Bare(text.AsSpan(from), found);
        KeyValues(text, found);
        return found;
    }

    /// <summary>Where the URL ends.</summary>
    private static int Url(string text, int start, int mark, List<Endpoint> found)
    {
        var scheme = text[start..mark].ToLowerInvariant();
        var rest = text.AsSpan(mark + 3);
        var length = rest.IndexOfAny(EndOfAuthority);
        var authority = length < 0 ? rest : rest[..length];
        var user = authority.LastIndexOf('@');
        var at = mark + 3 + user + 1;
        var hosts = authority[(user + 1)..];
        while (true)
        {
            var comma = hosts.IndexOf(',');
            var host = comma < 0 ? hosts : hosts[..comma];
            if (scheme is not ("unix" or "file" or "data" or "npipe" or "") && Parse(host) is { } endpoint)
                found.Add(endpoint with { Scheme = scheme });
            if (comma < 0)
                break;
            at += comma + 1;
            hosts = hosts[(comma + 1)..];
            // "http://a:1,http://b:2": the next is a URL of its own.
            if (text.AsSpan(at) is var next && next.IndexOf("://", StringComparison.Ordinal) is >= 0 and var again && next.IndexOfAny("/,@ ") == again + 1)
                return at;
        }
        if (length < 0)
            return text.Length;
        var end = rest[length..].IndexOfAny(" \"'`,\r\n\t");
        return end < 0 ? text.Length : mark + 3 + length + end;
    }

    private static void Bare(ReadOnlySpan<char> text, List<Endpoint> found)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '_' or '.' or ':');
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            var token = text[start..i].TrimStart('-');
            if (token.Contains(':') && Parse(token) is { Port: not null } endpoint)
                found.Add(endpoint);
            start = -1;
        }
    }

    /// <summary>libpq (<c>host=db port=5432</c>) and ADO.NET (<c>Server=db;Port=3306</c>, <c>Server=tcp:db,1433</c>).</summary>
    private static void KeyValues(string text, List<Endpoint> found)
    {
        for (var equals = text.IndexOf('='); equals > 0; equals = text.IndexOf('=', equals + 1))
        {
            if (!Key(text, equals, HostKeys))
                continue;
            var value = Value(text, equals);
            if (value.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
                value = value[4..];
            if (value.Contains("://", StringComparison.Ordinal))
                continue;
            int? port = null;
            if (value.IndexOf(',') is > 0 and var comma)
            {
                port = Port(value[(comma + 1)..]);
                value = value[..comma];
            }
            port ??= PortKey(text);
            if (Parse(value) is { Port: null } endpoint)
                found.Add(endpoint with { Port = port });
        }
    }

    private static int? PortKey(string text)
    {
        for (var equals = text.IndexOf('='); equals > 0; equals = text.IndexOf('=', equals + 1))
            if (Key(text, equals, ["port", "--port"]))
                return Port(Value(text, equals));
        return null;
    }

    private static bool Key(string text, int equals, ReadOnlySpan<string> keys)
    {
        var before = text.AsSpan(0, equals).TrimEnd();
        foreach (var key in keys)
            if (before.EndsWith(key, StringComparison.OrdinalIgnoreCase) && (before.Length == key.Length || before[^(key.Length + 1)] is ' ' or ';' or '"' or '\'' or '&' or '?'))
                return true;
        return false;
    }

    private static ReadOnlySpan<char> Value(string text, int equals)
    {
        var value = text.AsSpan(equals + 1).TrimStart();
        var end = value.IndexOfAny("; &\"'");
        return end < 0 ? value : value[..end];
    }

    private static int? Port(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    private static Endpoint? Parse(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (host.Length == 0 || !char.IsAsciiLetterOrDigit(host[0]))
            return null;
        var digits = true;
        foreach (var c in host)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                return null;
            digits &= char.IsAsciiDigit(c);
        }
        if (digits)
            return null;
        if (colon < 0 || colon == text.Length - 1)
            return new(null, host.ToString(), null);
        return Port(text[(colon + 1)..]) is { } port ? new(null, host.ToString(), port) : null;
    }

    public static int? DefaultPort(string? scheme) => Base(scheme) switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        "postgres" or "postgresql" => 5432,
        "mysql" or "mariadb" => 3306,
        "sqlserver" or "mssql" => 1433,
        "redis" or "rediss" or "valkey" => 6379,
        "mongodb" => 27017,
        "amqp" or "pyamqp" => 5672,
        "amqps" => 5671,
        "kafka" => 9092,
        "mqtt" => 1883,
        "mqtts" => 8883,
        "smtp" => 25,
        "smtps" => 465,
        "nats" => 4222,
        "ldap" => 389,
        "ldaps" => 636,
        "memcached" or "memcache" => 11211,
        "bolt" or "neo4j" => 7687,
        "clickhouse" => 9000,
        "sftp" or "ssh" => 22,
        _ => null,
    };

    public static string? AppProtocol(string? scheme) => Base(scheme) switch
    {
        "http" or "ws" => "http",
        "https" or "wss" => "https",
        "grpc" => "grpc",
        "redis" or "rediss" or "valkey" => "redis",
        "postgres" or "postgresql" => "postgres",
        "mysql" or "mariadb" => "mysql",
        "mongodb" => "mongo",
        "amqp" or "pyamqp" => "amqp",
        "kafka" => "kafka",
        "mqtt" => "mqtt",
        "ldap" => "ldap",
        _ => null,
    };

    /// <summary><c>postgresql+asyncpg</c> names a driver after the protocol.</summary>
    private static string? Base(string? scheme) => scheme is not null && scheme.IndexOf('+') is > 0 and var plus ? scheme[..plus] : scheme;
}

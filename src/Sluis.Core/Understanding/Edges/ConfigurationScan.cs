using System.Globalization;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Edges;

/// <summary>
/// Addresses in a mounted configuration file, whatever its language: Prometheus targets, nginx upstreams, Caddy, HAProxy,
/// Grafana data sources, exporters. Only names of the platform count, so that prose and examples do not.
/// </summary>
internal static class ConfigurationScan
{
    public static void Read(PlatformService caller, SecretText content, string path, NameIndex names, EdgeCollector edges)
    {
        var text = content.Literal ?? content.Render(static _ => "x");
        if (!text.Contains(':') && !text.Contains('='))
            return;
        var file = path[(path.LastIndexOf('/') + 1)..];
        var kind = file.Contains("prometheus", StringComparison.OrdinalIgnoreCase) ? EvidenceKind.ScrapeConfiguration : EvidenceKind.ConfigurationFile;
        var lines = text.Split('\n');
        var upstreams = Upstreams(lines);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (line.Length < 4 || line[0] is '#' || line.StartsWith("//") || line.StartsWith("--"))
                continue;
            var at = new SourceSpan(path, i + 1, 1);
            foreach (var endpoint in Endpoints.In(lines[i]))
                if (names.Knows(endpoint.Host) && !(endpoint.Port is null && upstreams.Contains(endpoint.Host)) && (endpoint.Scheme is not null || endpoint.Port is not null))
                    Keep(caller, endpoint, file, kind, at, edges);
            if (HostOf(line) is { } host && names.Knows(host))
                Keep(caller, new(null, host, PortNear(lines, i)), file, kind, at, edges);
        }
    }

    private static void Keep(PlatformService caller, Endpoint endpoint, string file, EvidenceKind kind, SourceSpan at, EdgeCollector edges) =>
        edges.Host(caller, endpoint.Host, endpoint.Port, endpoint.Scheme, kind, $"{file} names {endpoint.Host}{(endpoint.Port is { } port ? $":{port}" : "")}", at, strict: true);

    /// <summary>nginx: <c>proxy_pass http://api</c> means the upstream of that name where there is one, whose servers say the ports.</summary>
    private static HashSet<string> Upstreams(string[] lines)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
            if (line.AsSpan().TrimStart() is var start && start.StartsWith("upstream "))
            {
                var name = start["upstream ".Length..].TrimStart();
                var end = name.IndexOfAny(" \t{");
                found.Add((end < 0 ? name : name[..end]).Trim().ToString());
            }
        return found;
    }

    /// <summary><c>host: db</c>, <c>"hostname": "db",</c>, <c>server=db</c>, <c>server db;</c>, <c>reverse_proxy api</c>.</summary>
    private static string? HostOf(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("- ");
        var split = line.IndexOfAny(":= ");
        if (split <= 0)
            return null;
        var key = line[..split].Trim("\"' ");
        if (!(key.EndsWith("host", StringComparison.OrdinalIgnoreCase) || key.EndsWith("hostname", StringComparison.OrdinalIgnoreCase)
            || key.Equals("server", StringComparison.OrdinalIgnoreCase) || key.EndsWith("_server", StringComparison.OrdinalIgnoreCase) || key is "reverse_proxy"))
            return null;
        var value = line[(split + 1)..].Trim(" :=").TrimEnd(",;").Trim("\"' ");
        foreach (var c in value)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                return null;
        return value.Length == 0 ? null : value.ToString();
    }

    /// <summary>The port two lines around, as people write <c>host</c> and <c>port</c> together.</summary>
    private static int? PortNear(string[] lines, int at)
    {
        for (var distance = 1; distance <= 2; distance++)
            foreach (var i in (ReadOnlySpan<int>)[at + distance, at - distance])
            {
                if (i < 0 || i >= lines.Length)
                    continue;
                var line = lines[i].AsSpan().Trim().TrimStart("- ");
                var split = line.IndexOfAny(":=");
                if (split > 0 && line[..split].Trim("\"' ").EndsWith("port", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(line[(split + 1)..].Trim().TrimEnd(",;").Trim("\"' "), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
                    return port;
            }
        return null;
    }
}

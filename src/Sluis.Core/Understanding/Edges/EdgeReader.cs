using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Edges;

public sealed record EdgeInput(EquatableArray<PlatformService> Services, EquatableArray<PlatformNetwork> Networks, EquatableArray<Route> Routes);

/// <summary>Who needs whom, from everything that names another service.</summary>
public static class EdgeReader
{
    /// <summary>Endings of variables that hold a host, longest first.</summary>
    private static readonly string[] HostEndings = ["_HOSTNAME", "_ENDPOINT", "_BROKERS", "_SERVERS", "_ADDRESS", "_BROKER", "_SERVER", "_HOSTS", "_NODES", "_HOST", "_ADDR"];

    /// <summary>Variables that say under which name the service itself is known.</summary>
    private static readonly string[] OwnNames = ["VIRTUAL_HOST", "LETSENCRYPT_HOST", "CERT_HOST", "LISTEN_HOST", "BIND_HOST", "SERVER_HOST", "WEB_HOST"];

    /// <summary>What people call the things that services talk to.</summary>
    private static readonly string[] StoreWords =
        ["DB", "DATABASE", "POSTGRES", "PG", "MYSQL", "MARIADB", "REDIS", "CACHE", "MONGO", "RABBIT", "AMQP", "KAFKA", "SMTP", "MAIL", "ELASTIC", "OPENSEARCH", "BROKER", "QUEUE", "LDAP", "NATS", "MINIO", "S3"];

    public static EquatableArray<Edge> Read(EdgeInput input, Findings findings)
    {
        var names = new NameIndex(input.Services);
        var edges = new EdgeCollector(input, names, findings);
        foreach (var service in input.Services)
        {
            foreach (var variable in service.Environment)
                if (variable.Value is { } value && !OwnNames.Contains(variable.Name))
                {
                    edges.Text(service, value, variable.Name, EvidenceKind.Environment, variable.At);
                    HostVariable(service, variable, value, names, edges);
                }
            Words(service, service.Command ?? [], "command", EvidenceKind.Command, service.At, names, edges);
            Words(service, service.Entrypoint ?? [], "entrypoint", EvidenceKind.Command, service.At, names, edges);
            if (service.HealthCheck is { Test: { } test } check)
                Words(service, test switch { HealthTest.Exec(var arguments) => arguments, HealthTest.Shell(var line) => [line], _ => [] }, "health check", EvidenceKind.HealthCheck, check.At, names, edges);
            foreach (var mount in service.Mounts)
                if (mount is Mount.Files files)
                {
                    foreach (var file in files.Content)
                        if (file.Text is { } text)
                            ConfigurationScan.Read(service, text, files.IsDirectory ? $"{files.Source}/{file.RelativePath}" : files.Source, names, edges);
                }
                else if (mount is Mount.Config { Binary: null } config)
                    ConfigurationScan.Read(service, config.Content, config.Name, names, edges);
        }
        foreach (var route in input.Routes)
            edges.Route(route);
        foreach (var service in input.Services)
        {
            foreach (var link in service.Links)
                edges.Ordered(service, link.Target, EvidenceKind.Link, $"links as {link.Alias}", service.At, link.Alias);
            foreach (var dependency in service.DependsOn)
                edges.Ordered(service, dependency.Target, EvidenceKind.DependsOn, $"depends_on ({dependency.Condition})", dependency.At, null);
            if (service.NetworkMode is NetworkMode.OfService(var target))
                edges.Ordered(service, target, EvidenceKind.NetworkMode, "shares its network", service.At, null);
        }
        return edges.Collected();
    }

    /// <summary><c>SMTP_HOST</c> with <c>SMTP_PORT</c>; <c>KAFKA_BROKERS=one,two</c>; a service's bare name in a variable that means a host.</summary>
    private static void HostVariable(PlatformService service, EnvironmentVariable variable, SecretText value, NameIndex names, EdgeCollector edges)
    {
        if (Stem(variable.Name) is not { } stem || value.Literal is not { Length: > 0 } text || text.AsSpan().ContainsAny(":/= "))
            return;
        var port = PortOf(service, stem);
        var store = IsStore(stem);
        foreach (var host in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            edges.Host(service, host, port, null, EvidenceKind.Environment, $"{variable.Name} names {host}", variable.At,
                strict: stem.Length == 0 || (!names.Knows(host) && port is null && !store));
    }

    private static string? Stem(string name)
    {
        if (name is "HOST" or "PGHOST")
            return name[..^4];
        foreach (var ending in HostEndings)
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return name[..^ending.Length];
        return name.EndsWith("host", StringComparison.Ordinal) || name.EndsWith("Host", StringComparison.Ordinal) ? name[..^4].TrimEnd('_') : null;
    }

    private static int? PortOf(PlatformService service, string stem)
    {
        foreach (var variable in service.Environment)
            if (variable.Name.StartsWith(stem, StringComparison.OrdinalIgnoreCase) && variable.Name.AsSpan(stem.Length).TrimStart('_').Equals("PORT", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(variable.Value?.Literal, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
                return port;
        return null;
    }

    private static bool IsStore(string stem)
    {
        foreach (var word in StoreWords)
            if (stem.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Arguments: addresses in each, and <c>-h db -p 5432</c>, <c>--host db</c> over two of them.</summary>
    private static void Words(PlatformService service, EquatableArray<SecretText> arguments, string label, EvidenceKind kind, SourceSpan at, NameIndex names, EdgeCollector edges)
    {
        if (arguments.IsEmpty)
            return;
        foreach (var argument in arguments)
            edges.Text(service, argument, label, kind, at);
        string? host = null;
        int? port = null;
        var before = "";
        foreach (var argument in arguments)
            foreach (var word in (argument.Literal ?? argument.Render(static _ => "x")).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (before is "-h" or "-H" or "--host" or "--hostname" or "nc" or "-z" && names.Knows(word))
                    host ??= word;
                else if (before is "-p" or "-P" or "--port" || host == before)
                    port ??= int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number : null;
                before = word;
            }
        if (host is not null && names.Knows(host))
            edges.Host(service, host, port, null, kind, $"{label} names {host}{(port is { } p ? $":{p}" : "")}", at, strict: true);
    }
}

using System.Globalization;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>How the old proxy got its certificates.</summary>
internal sealed record AcmeSettings(string Resolver, string? Email, string? Server, bool Dns, string? DnsProvider, SourceSpan At);

/// <summary>
/// What the proxies that are replaced were told at start: entry points and certificate resolvers, from their arguments,
/// environment and mounted configuration. https://doc.traefik.io/traefik/reference/install-configuration/configuration-options/
/// </summary>
internal sealed class ProxySettings
{
    private readonly SortedDictionary<string, (string Value, SourceSpan At)> settings = new(StringComparer.Ordinal);

    public static ProxySettings Of(MigrationPlan plan)
    {
        var result = new ProxySettings();
        var replaced = new HashSet<ServiceKey>();
        foreach (var service in plan.Replaced)
            if (service.By is "platform/ingress" or "cert-manager")
                replaced.Add(service.Service);
        foreach (var service in plan.Platform.Services)
            if (replaced.Contains(service.Key))
                result.Read(service);
        return result;
    }

    private void Read(PlatformService service)
    {
        foreach (var mount in service.Mounts)
            if (mount is Mount.Files files)
                foreach (var file in files.Content)
                    if (file.Text is { HasSecret: false } text && (file.RelativePath + files.Source) is var path && (path.Contains(".yml", StringComparison.Ordinal) || path.Contains(".yaml", StringComparison.Ordinal)))
                        // What is wrong with the file is reported where routes are read from it.
                        if (YamlReader.Read(files.Source, Encoding.UTF8.GetBytes(text.ToString()), new Findings()) is MapNode root)
                            Flatten("", root, mount.At);
        foreach (var argument in service.Command ?? default)
            if (argument is { HasSecret: false } && argument.ToString() is var text && text.StartsWith("--", StringComparison.Ordinal))
            {
                var equals = text.IndexOf('=');
                settings[(equals < 0 ? text[2..] : text[2..equals]).ToLowerInvariant()] = (equals < 0 ? "true" : text[(equals + 1)..], service.At);
            }
        foreach (var variable in service.Environment)
            if (variable.Value is { HasSecret: false } value)
            {
                if (variable.Name.StartsWith("TRAEFIK_", StringComparison.Ordinal))
                    settings[variable.Name[8..].Replace('_', '.').ToLowerInvariant()] = (value.ToString(), variable.At);
                else if (variable.Name is "DEFAULT_EMAIL" or "LETSENCRYPT_EMAIL")
                    settings["certificatesresolvers.letsencrypt.acme.email"] = (value.ToString(), variable.At);
            }
    }

    private void Flatten(string prefix, Node node, SourceSpan at)
    {
        if (node is MapNode map)
            foreach (var (key, _, value) in map.Entries)
                Flatten(prefix.Length == 0 ? key : $"{prefix}.{key}", value, at);
        else if (node is ScalarNode scalar)
            settings[prefix.ToLowerInvariant()] = (scalar.Text, at);
    }

    /// <summary>Certificate resolvers by name, in order.</summary>
    public IReadOnlyList<AcmeSettings> Acme
    {
        get
        {
            const string start = "certificatesresolvers.";
            var names = settings.Keys.Where(static k => k.StartsWith(start, StringComparison.Ordinal) && k.Contains(".acme", StringComparison.Ordinal))
                .Select(static k => k[start.Length..k.IndexOf(".acme", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal);
            return [.. names.Select(name =>
            {
                var prefix = $"{start}{name}.acme";
                string? Get(string key) => settings.TryGetValue($"{prefix}.{key}", out var value) && value.Value.Length > 0 ? value.Value : null;
                var at = settings.First(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).Value.At;
                var dns = settings.Keys.Any(k => k.StartsWith(prefix + ".dnschallenge", StringComparison.Ordinal));
                return new AcmeSettings(name, Get("email"), Get("caserver"), dns, Get("dnschallenge.provider"), at);
            })];
        }
    }

    /// <summary>The port of an entry point; null when it was not stated.</summary>
    public int? Port(string entryPoint)
    {
        if (!settings.TryGetValue($"entrypoints.{entryPoint.ToLowerInvariant()}.address", out var address))
            return null;
        var text = address.Value.AsSpan();
        if (text.IndexOf('/') is >= 0 and var slash)
            text = text[..slash];
        return int.TryParse(text[(text.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture, out var port) ? port : null;
    }
}

using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Routes;

/// <summary>
/// Traefik's own settings, from its arguments, its environment and its mounted file, as far as they decide about routes.
/// https://doc.traefik.io/traefik/reference/static-configuration/cli/
/// </summary>
internal sealed class TraefikStatic
{
    internal sealed record EntryPoint(string Name, string? RedirectTo, string RedirectScheme, bool Permanent, bool Tls, string? Resolver, EquatableArray<string> Middlewares);

    public static readonly TraefikStatic Unknown = new();

    /// <summary>Whether a container without <c>traefik.enable</c> is routed. Without a Traefik in sight its labels are taken at their word.</summary>
    public bool ExposedByDefault { get; private init; } = true;

    /// <summary>Null: Traefik's own, <c>Host(`name`)</c>.</summary>
    public string? DefaultRule { get; private init; }

    /// <summary>Those of the outside, without Traefik's own; sorted by name.</summary>
    public EquatableArray<EntryPoint> EntryPoints { get; private init; }

    public static TraefikStatic Of(EquatableArray<PlatformService> gateways, Findings findings)
    {
        foreach (var gateway in gateways)
            if (gateway.CatalogueId == "traefik" || gateway.Image?.Repository.EndsWith("traefik", StringComparison.Ordinal) == true)
                return From(Settings(gateway, findings));
        return Unknown;
    }

    private static Dictionary<string, string> Settings(PlatformService gateway, Findings findings)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var mount in gateway.Mounts)
            if (mount is Mount.Files files)
                foreach (var file in files.Content)
                    if (file is { Text: { } text } && (files.IsDirectory ? $"{mount.Target}/{file.RelativePath}" : mount.Target) is var path
                        && (path.EndsWith("/traefik.yml", StringComparison.Ordinal) || path.EndsWith("/traefik.yaml", StringComparison.Ordinal) || path.EndsWith("/traefik.toml", StringComparison.Ordinal)))
                        TraefikFiles.Flatten(TraefikFiles.Read(text.ToString(), path, findings), "", settings);
        foreach (var variable in gateway.Environment)
            if (variable.Name.StartsWith("TRAEFIK_", StringComparison.Ordinal) && variable.Value?.Literal is { } value)
                settings[variable.Name["TRAEFIK_".Length..].Replace('_', '.')] = value;
        foreach (var argument in gateway.Command ?? [])
            if (argument.ToString() is var text && text.StartsWith("--", StringComparison.Ordinal))
            {
                var equals = text.IndexOf('=');
                settings[equals < 0 ? text[2..] : text[2..equals]] = equals < 0 ? "true" : text[(equals + 1)..];
            }
        return settings;
    }

    private static TraefikStatic From(Dictionary<string, string> settings)
    {
        string? Get(string key) => settings.GetValueOrDefault(key);
        var names = settings.Keys.Where(static k => k.StartsWith("entrypoints.", StringComparison.OrdinalIgnoreCase)).Select(static k => k.Split('.')[1].ToLowerInvariant())
            .Where(static n => n is not ("traefik" or "metrics" or "ping")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new TraefikStatic
        {
            ExposedByDefault = !"false".Equals(Get("providers.docker.exposedbydefault") ?? Get("providers.swarm.exposedbydefault") ?? Get("docker.exposedbydefault"), StringComparison.OrdinalIgnoreCase),
            DefaultRule = Get("providers.docker.defaultrule"),
            EntryPoints = names.Select(name =>
            {
                var prefix = $"entrypoints.{name}.http.";
                return new EntryPoint(
                    name,
                    Get(prefix + "redirections.entrypoint.to"),
                    Get(prefix + "redirections.entrypoint.scheme") ?? "https",
                    !"false".Equals(Get(prefix + "redirections.entrypoint.permanent"), StringComparison.OrdinalIgnoreCase),
                    settings.Keys.Any(k => k.StartsWith(prefix + "tls", StringComparison.OrdinalIgnoreCase)) && Get(prefix + "tls") is not "false",
                    Get(prefix + "tls.certresolver"),
                    RouteReader.Split(Get(prefix + "middlewares")));
            }).ToEquatableArray(),
        };
    }

    public EntryPoint? Find(string name)
    {
        foreach (var entryPoint in EntryPoints)
            if (entryPoint.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return entryPoint;
        return null;
    }

    /// <summary>The rule of a container that states none. Null when the template asks for more than names.</summary>
    public string? RuleOf(PlatformService service)
    {
        var name = $"{service.Key.Service}-{service.Key.Project}";
        if (DefaultRule is null)
            return $"Host(`{name}`)";
        var rule = new StringBuilder();
        for (var at = 0; ;)
        {
            var open = DefaultRule.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : DefaultRule.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                return rule.Append(DefaultRule, at, DefaultRule.Length - at).ToString();
            var expression = DefaultRule[(open + 2)..close].Trim(' ', '-');
            var value = expression switch
            {
                "normalize .Name" or ".Name" or "trimPrefix `/` .Name" => name,
                _ when expression.Contains("com.docker.compose.service", StringComparison.Ordinal) => service.Key.Service,
                _ when expression.Contains("com.docker.compose.project", StringComparison.Ordinal) => service.Key.Project,
                _ => null,
            };
            if (value is null)
                return null;
            rule.Append(DefaultRule, at, open - at).Append(value);
            at = close + 2;
        }
    }
}

using System.Globalization;
using System.Text;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Cli.Rendering;

/// <summary>A platform for people.</summary>
internal static class PlatformText
{
    public static string Write(PlatformModel platform)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{Count(platform.Projects.Count, "project")}, {Count(platform.Services.Count, "service")}, {Count(platform.Networks.Count, "network")}, {Count(platform.Stores.Count, "store")}, {Count(platform.Routes.Count, "route")}, {Count(platform.Edges.Count, "edge")}, {Count(platform.Secrets.Count, "secret")}\n");
        Services(platform, text);
        Section(text, "Stores", Stores(platform));
        Section(text, "Routes", Routes(platform));
        Section(text, "Edges", Edges(platform));
        Section(text, "Networks", Networks(platform));
        Section(text, "Secrets", Secrets(platform));
        return text.ToString();
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static void Section(StringBuilder text, string title, TextTable table)
    {
        if (table.IsEmpty)
            return;
        text.Append('\n').Append(title).Append('\n');
        table.WriteTo(text);
    }

    private static void Services(PlatformModel platform, StringBuilder text)
    {
        foreach (var project in platform.Projects)
        {
            var table = new TextTable("SERVICE", "ROLE", "IMAGE", "PORTS", "STORES", "BECAUSE");
            foreach (var service in platform.Services)
                if (service.Key.Project == project.Name)
                    table.Add(
                        service.Key.Service, Words(service.Role.ToString()), service.Image?.Original ?? (service.Build is null ? "-" : "(built)"),
                        List(service.Ports, static p => p.Protocol == TransportProtocol.Tcp ? $"{p.Number}" : $"{p.Number}/{p.Protocol.ToString().ToLowerInvariant()}"),
                        StoresOf(service), service.RoleReason);
            text.Append(CultureInfo.InvariantCulture, $"\nProject {project.Name} ({List(project.Files, f => Relative(f, project.Directory))})\n");
            if (table.IsEmpty)
                text.Append("  no services\n");
            else
                table.WriteTo(text);
        }
    }

    private static string StoresOf(PlatformService service)
    {
        var names = new List<string>();
        foreach (var mount in service.Mounts)
            if (mount is Mount.Volume volume && !names.Contains(volume.Store.Value))
                names.Add(volume.Store.Value);
        return names.Count == 0 ? "-" : string.Join(", ", names);
    }

    private static TextTable Stores(PlatformModel platform)
    {
        var table = new TextTable("STORE", "DRIVER", "USED BY");
        foreach (var store in platform.Stores)
            table.Add(store.Name.Value, store.Driver, List(store.Users, static u => $"{u.Service} at {u.Path}{(u.ReadOnly ? " (read-only)" : "")}"));
        return table;
    }

    private static TextTable Routes(PlatformModel platform)
    {
        var table = new TextTable("ROUTE", "FROM", "TO", "MIDDLEWARES");
        foreach (var route in platform.Routes)
            table.Add(
                route.Name, Entrance(route),
                route.InternalService ?? (route.Port is { } port ? $"{route.Service}:{port}" : route.Service.ToString()),
                List(route.Middlewares, static m => m.Name));
        return table;
    }

    private static string Entrance(Route route)
    {
        var scheme = route.Kind == RouteKind.Http ? route.Tls is null ? "http://" : "https://" : route.Kind.ToString().ToLowerInvariant() + "://";
        var entrances = new List<string>();
        foreach (var match in route.Matches)
            if ($"{scheme}{match.Host ?? "*"}{match.Path?.Value}" is var entrance && !entrances.Contains(entrance))
                entrances.Add(entrance);
        return entrances.Count == 0 ? route.Rule.Length == 0 ? scheme + "*" : route.Rule : string.Join(", ", entrances);
    }

    private static TextTable Edges(PlatformModel platform)
    {
        var table = new TextTable("FROM", "TO", "PORT", "CONFIDENCE", "EVIDENCE");
        foreach (var edge in platform.Edges)
            table.Add(
                edge.From.ToString(), edge.To is EdgeTarget.External ? $"{edge.To} (outside)" : edge.To.ToString() ?? "",
                edge.Port?.ToString(CultureInfo.InvariantCulture) ?? "-", edge.Confidence.ToString().ToLowerInvariant() + (edge.Reachable ? "" : ", unreachable"),
                List(edge.Evidence, static e => e.Detail, "; "));
        return table;
    }

    private static TextTable Networks(PlatformModel platform)
    {
        var table = new TextTable("NETWORK", "KIND", "MEMBERS");
        foreach (var network in platform.Networks)
            table.Add(network.Name.Value, network.External ? "external" : network.Internal ? "internal" : "bridge", List(network.Members, static m => m.ToString()));
        return table;
    }

    private static TextTable Secrets(PlatformModel platform)
    {
        var table = new TextTable("SECRET", "KIND", "FOUND BY", "VALUE", "USED BY");
        foreach (var secret in platform.Secrets)
            table.Add(
                secret.Name.Value, Words(secret.Kind.ToString()), Words(secret.Evidence.ToString()),
                secret.Value is null ? "not at hand" : secret.Origin is null ? "in the file" : "at hand", List(secret.Users, static u => u.ToString()));
        return table;
    }

    private static string List<T>(EquatableArray<T> items, Func<T, string> show, string separator = ", ")
    {
        if (items.IsEmpty)
            return "-";
        var texts = new string[items.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = show(items[i]);
        return string.Join(separator, texts);
    }

    private static string Relative(string file, string directory) =>
        file.StartsWith(directory + "/", StringComparison.Ordinal) ? file[(directory.Length + 1)..] : file;

    /// <summary>"ObjectStore" as "object store".</summary>
    internal static string Words(string name)
    {
        var text = new StringBuilder(name.Length + 2);
        foreach (var c in name)
            if (char.IsUpper(c) && text.Length > 0)
                text.Append(' ').Append(char.ToLowerInvariant(c));
            else
                text.Append(char.ToLowerInvariant(c));
        return text.ToString();
    }
}

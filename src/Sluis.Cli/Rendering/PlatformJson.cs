using System.Text.Json;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Cli.Rendering;

/// <summary>A platform for machines. Secrets appear by name only.</summary>
internal static class PlatformJson
{
    public static void Write(Utf8JsonWriter json, PlatformModel platform)
    {
        Each(json, "projects", platform.Projects, static (json, project) =>
        {
            json.WriteString("name", project.Name);
            json.WriteString("domain", project.Domain);
            json.WriteString("directory", project.Directory);
            Strings(json, "files", project.Files, static f => f);
        });
        Each(json, "services", platform.Services, Service);
        Each(json, "networks", platform.Networks, static (json, network) =>
        {
            json.WriteString("name", network.Name.Value);
            json.WriteBoolean("internal", network.Internal);
            json.WriteBoolean("external", network.External);
            Strings(json, "members", network.Members, static m => m.ToString());
            Strings(json, "projects", network.Projects, static p => p);
        });
        Each(json, "stores", platform.Stores, static (json, store) =>
        {
            json.WriteString("name", store.Name.Value);
            json.WriteString("project", store.Project);
            json.WriteString("key", store.Key);
            json.WriteBoolean("external", store.External);
            json.WriteString("driver", store.Driver);
            Each(json, "users", store.Users, static (json, use) =>
            {
                json.WriteString("service", use.Service.ToString());
                json.WriteString("path", use.Path);
                json.WriteBoolean("readOnly", use.ReadOnly);
            });
        });
        Each(json, "routes", platform.Routes, Route);
        Each(json, "edges", platform.Edges, Edge);
        Each(json, "secrets", platform.Secrets, static (json, secret) =>
        {
            json.WriteString("name", secret.Name.Value);
            json.WriteString("kind", Camel(secret.Kind.ToString()));
            json.WriteString("evidence", Camel(secret.Evidence.ToString()));
            if (secret.Origin is not null)
                json.WriteString("origin", secret.Origin);
            json.WriteBoolean("valueAtHand", secret.Value is not null);
            Strings(json, "users", secret.Users, static u => u.ToString());
            FindingsJson.Place(json, secret.At);
        });
    }

    private static void Service(Utf8JsonWriter json, PlatformService service)
    {
        json.WriteString("project", service.Key.Project);
        json.WriteString("service", service.Key.Service);
        json.WriteString("role", Camel(service.Role.ToString()));
        json.WriteString("roleReason", service.RoleReason);
        if (service.CatalogueId is not null)
            json.WriteString("catalogueId", service.CatalogueId);
        if (service.Image is { } image)
            json.WriteString("image", image.Original);
        if (service.Build is { } build)
            json.WriteString("buildContext", build.Context);
        if (service.ContainerName is not null)
            json.WriteString("containerName", service.ContainerName);
        Each(json, "ports", service.Ports, static (json, port) =>
        {
            json.WriteNumber("number", port.Number);
            json.WriteString("protocol", Camel(port.Protocol.ToString()));
            json.WriteString("name", port.Name);
            if (port.AppProtocol is not null)
                json.WriteString("appProtocol", port.AppProtocol);
            json.WriteString("evidence", port.Evidence);
        });
        Each(json, "published", service.Published, static (json, port) =>
        {
            if (port.HostPort is { } host)
                json.WriteNumber("hostPort", host);
            json.WriteNumber("containerPort", port.ContainerPort);
            json.WriteString("protocol", Camel(port.Protocol.ToString()));
            if (port.HostIp is not null)
                json.WriteString("hostIp", port.HostIp);
        });
        Strings(json, "networks", service.Networks, static n => n.Network.Value);
        Each(json, "mounts", service.Mounts, static (json, mount) =>
        {
            json.WriteString("kind", Camel(mount.GetType().Name));
            json.WriteString("target", mount.Target);
            var source = mount switch
            {
                Mount.Volume volume => volume.Store.Value,
                Mount.Files files => files.Source,
                Mount.HostPath path => path.Source,
                Mount.SecretFile secret => secret.Secret.Value,
                Mount.Config config => config.Name,
                _ => null,
            };
            if (source is not null)
                json.WriteString("source", source);
            json.WriteBoolean("readOnly", mount.ReadOnly);
        });
        FindingsJson.Place(json, service.At);
    }

    private static void Route(Utf8JsonWriter json, Route route)
    {
        json.WriteString("name", route.Name);
        json.WriteString("kind", Camel(route.Kind.ToString()));
        json.WriteString("origin", Camel(route.Origin.ToString()));
        json.WriteString("service", route.Service.ToString());
        if (route.Port is { } port)
            json.WriteNumber("port", port);
        json.WriteString("scheme", route.Scheme);
        if (route.InternalService is not null)
            json.WriteString("internalService", route.InternalService);
        json.WriteString("rule", route.Rule);
        json.WriteBoolean("tls", route.Tls is not null);
        Each(json, "matches", route.Matches, static (json, match) =>
        {
            if (match.Host is not null)
                json.WriteString("host", match.Host);
            if (match.Path is { } path)
            {
                json.WriteString("path", path.Value);
                json.WriteString("pathKind", Camel(path.Kind.ToString()));
            }
        });
        Strings(json, "entryPoints", route.EntryPoints, static e => e);
        Each(json, "middlewares", route.Middlewares, static (json, middleware) =>
        {
            json.WriteString("name", middleware.Name);
            json.WriteString("kind", Camel(middleware.GetType().Name));
        });
        FindingsJson.Place(json, route.At);
    }

    private static void Edge(Utf8JsonWriter json, Edge edge)
    {
        json.WriteString("from", edge.From.ToString());
        json.WriteString("to", edge.To.ToString());
        json.WriteBoolean("outside", edge.To is EdgeTarget.External);
        if (edge.Port is { } port)
            json.WriteNumber("port", port);
        json.WriteString("protocol", Camel(edge.Protocol.ToString()));
        if (edge.AppProtocol is not null)
            json.WriteString("appProtocol", edge.AppProtocol);
        Strings(json, "hostNames", edge.HostNames, static h => h);
        json.WriteString("confidence", Camel(edge.Confidence.ToString()));
        json.WriteBoolean("reachable", edge.Reachable);
        Each(json, "evidence", edge.Evidence, static (json, evidence) =>
        {
            json.WriteString("kind", Camel(evidence.Kind.ToString()));
            json.WriteString("detail", evidence.Detail);
            FindingsJson.Place(json, evidence.At);
        });
    }

    private static void Each<T>(Utf8JsonWriter json, string name, EquatableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings<T>(Utf8JsonWriter json, string name, EquatableArray<T> items, Func<T, string> show)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(show(item));
        json.WriteEndArray();
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

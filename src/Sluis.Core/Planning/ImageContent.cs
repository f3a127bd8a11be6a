using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

internal enum ImageHas
{
    /// <summary>Nothing at that path, or an entry point that fills the empty volume itself.</summary>
    Nothing,
    Files,
    /// <summary>An image that nobody here knows.</summary>
    Unknown,
}

/// <summary>
/// Whether an image has files at a path. Docker copies them into a new named or anonymous volume that is mounted there; Kubernetes
/// mounts the volume empty. https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container
/// </summary>
internal static class ImageContent
{
    /// <summary>Folders of catalogue images whose files the program needs, from each image's own layers.</summary>
    private static string[] Folders(string id) => id switch
    {
        "nginx" => ["/usr/share/nginx/html", "/etc/nginx", "/usr/local/apache2", "/usr/local/apache2/htdocs", "/usr/local/apache2/conf"],
        "caddy" => ["/usr/share/caddy", "/etc/caddy"],
        "haproxy" => ["/usr/local/etc/haproxy"],
        "eclipse-mosquitto" => ["/mosquitto/config"],
        "rabbitmq" => ["/etc/rabbitmq", "/plugins", "/opt/rabbitmq"],
        "grafana" => ["/etc/grafana", "/usr/share/grafana"],
        "prometheus" => ["/etc/prometheus"],
        "alertmanager" => ["/etc/alertmanager"],
        "loki" => ["/etc/loki"],
        "promtail" => ["/etc/promtail", "/fluentd/etc", "/fluent-bit/etc"],
        "keycloak" => ["/opt/keycloak", "/opt/keycloak/conf", "/opt/keycloak/themes", "/opt/keycloak/providers"],
        "elasticsearch" => ["/usr/share/elasticsearch/config", "/usr/share/elasticsearch/plugins", "/usr/share/elasticsearch"],
        "opensearch" => ["/usr/share/opensearch/config", "/usr/share/opensearch/plugins", "/usr/share/opensearch"],
        "kibana" => ["/usr/share/kibana/config", "/usr/share/kibana"],
        "logstash" => ["/usr/share/logstash/config", "/usr/share/logstash/pipeline", "/usr/share/logstash"],
        "solr" => ["/opt/solr"],
        "neo4j" => ["/var/lib/neo4j"],
        "clickhouse-server" => ["/etc/clickhouse-server"],
        "mysql" or "mariadb" => ["/etc/mysql", "/etc/mysql/conf.d"],
        "influxdb" => ["/etc/influxdb2"],
        "registry" => ["/etc/docker/registry", "/etc/distribution"],
        "adminer" => ["/var/www/html"],
        _ => [],
    };

    public static ImageHas At(WorkloadDraft draft, string path)
    {
        var service = draft.Service;
        if (service.Build is not null)
            // What keeps data prepares an empty folder itself, whoever built its image.
            return IsStore(draft.Role) ? ImageHas.Nothing : ImageHas.Files;
        if (draft.Fact is null)
            return ImageHas.Unknown;
        var target = path.TrimEnd('/');
        foreach (var folder in Folders(ImageFacts.IdOf(service)))
            if (folder == target)
                return ImageHas.Files;
        return ImageHas.Nothing;
    }

    /// <summary>Images that have no shell to copy with.</summary>
    public static bool LacksShell(PlatformService service)
    {
        if (service.Build is { } build)
            return build.Base is { } name && (name == "scratch" || name.Contains("distroless", StringComparison.Ordinal) || name.StartsWith("cgr.dev/chainguard/static", StringComparison.Ordinal));
        return ImageFacts.IdOf(service) is "loki" or "opentelemetry-collector" or "oauth2-proxy";
    }

    private static bool IsStore(ServiceRole role) => role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker
        or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore;
}

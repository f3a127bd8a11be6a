using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>
/// What sizing and security need to know of an image. Memory in MiB, storage in GiB (0: the default). <paramref name="Uid"/> is
/// the user the image is made to run as without root's help; null where its entry point wants root to prepare its data.
/// </summary>
internal sealed record ImageFact(int Cpu, int Memory, int MemoryLimit, int Storage = 0, long? Uid = null, long? Gid = null);

/// <summary>
/// By catalogue id, else by the last part of the image's repository. Sizes are the starting point for a small production
/// platform, from each project's own sizing page or its Helm chart's default; <c>sluis optimize</c> replaces them by what is observed.
/// </summary>
internal static class ImageFacts
{
    public static string IdOf(PlatformService service)
    {
        if (service.CatalogueId is { Length: > 0 } id)
            return id;
        if (service.Image is not { } image)
            return "";
        var slash = image.Repository.LastIndexOf('/');
        return slash < 0 ? image.Repository : image.Repository[(slash + 1)..];
    }

    public static ImageFact? Find(PlatformService service) => IdOf(service) switch
    {
        // Entry points of these prepare the data folder as root (chown, then gosu), so they have no Uid here.
        "postgres" or "postgresql" or "postgis" or "pgvector" or "timescaledb" => new(250, 512, 1024, 20),
        "mysql" or "mariadb" => new(250, 768, 1536, 20),
        "mongo" or "mongodb" => new(250, 512, 1024, 20, 999, 999),
        "redis" or "valkey" => new(100, 128, 512, 2, 999, 999),
        "memcached" => new(50, 96, 192, 0, 11211, 11211),
        "rabbitmq" => new(200, 384, 768, 8, 999, 999),
        "kafka" or "cp-kafka" => new(500, 1024, 2048, 20, 1000, 1000),
        "nats" => new(50, 64, 256, 5),
        "elasticsearch" or "opensearch" => new(500, 1536, 2048, 30, 1000, 1000),
        "minio" => new(200, 512, 1024, 50),
        "qdrant" => new(250, 512, 1024, 10),
        "clickhouse" or "clickhouse-server" => new(500, 1024, 2048, 30, 101, 101),
        "influxdb" => new(200, 512, 1024, 20),
        "keycloak" => new(500, 768, 1536, 0, 1000, 0),
        "openbao" or "vault" => new(100, 128, 384, 5),
        "oauth2-proxy" => new(50, 48, 128, 0, 65532, 65532),
        "prometheus" => new(250, 512, 1536, 30, 65534, 65534),
        "grafana" => new(100, 192, 384, 5, 472, 472),
        "loki" => new(200, 384, 1024, 30, 10001, 10001),
        "tempo" or "jaeger" or "all-in-one" => new(100, 256, 512, 10, 10001, 10001),
        "alertmanager" => new(50, 64, 128, 2, 65534, 65534),
        "promtail" or "fluent-bit" or "filebeat" or "vector" or "alloy" => new(50, 96, 256),
        "node-exporter" => new(50, 32, 96, 0, 65534, 65534),
        "postgres-exporter" => new(20, 32, 96, 0, 65534, 65534),
        "redis-exporter" or "redis_exporter" => new(20, 32, 96, 0, 59000, 59000),
        "blackbox-exporter" => new(20, 32, 96),
        "otel-collector" or "opentelemetry-collector" or "opentelemetry-collector-contrib" => new(100, 128, 512, 0, 10001, 10001),
        "n8n" => new(200, 384, 1024, 5, 1000, 1000),
        "nginx" or "caddy" or "httpd" or "haproxy" => new(50, 48, 128),
        "wordpress" => new(200, 256, 512, 10),
        "mailhog" => new(20, 32, 96, 0, 1000, 1000),
        _ => null,
    };

    /// <summary>Programs that watch the node they run on, so each node needs one.</summary>
    public static bool IsNodeAgent(string id) => id is "node-exporter" or "promtail" or "fluent-bit" or "filebeat" or "vector" or "alloy" or "fluentd"
        or "datadog-agent" or "netdata" or "telegraf";

    public static ImageFact ForRole(ServiceRole role) => role switch
    {
        ServiceRole.Database or ServiceRole.Search or ServiceRole.VectorStore or ServiceRole.ObjectStore => new(250, 512, 1024),
        ServiceRole.Broker or ServiceRole.Identity => new(200, 512, 1024),
        ServiceRole.Cache => new(100, 128, 512),
        ServiceRole.Secrets or ServiceRole.Automation or ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing => new(100, 256, 512),
        ServiceRole.Frontend or ServiceRole.Gateway => new(50, 96, 256),
        ServiceRole.ForwardAuth or ServiceRole.Exporter or ServiceRole.Mail or ServiceRole.Tool or ServiceRole.Scheduler => new(50, 64, 192),
        ServiceRole.Ai => new(500, 1024, 2048),
        ServiceRole.Backend or ServiceRole.Worker => new(100, 256, 512),
        _ => new(100, 192, 512),
    };
}

using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Catalogue;

/// <summary>
/// Images by the last segments of their repository. Ports, data paths and users are those of each image's own
/// documentation on Docker Hub; sizes are what a small production installation uses at rest, with room to start.
/// </summary>
public static class ImageCatalogue
{
    private static readonly Lazy<Dictionary<string, CatalogueEntry>> Entries = new(Build);

    public static CatalogueEntry? Find(string repository)
    {
        var entries = Entries.Value;
        var name = repository;
        while (true)
        {
            if (entries.TryGetValue(name, out var entry))
                return entry;
            var slash = name.IndexOf('/');
            if (slash < 0)
                return null;
            name = name[(slash + 1)..];
        }
    }

    private static Dictionary<string, CatalogueEntry> Build()
    {
        var table = new Dictionary<string, CatalogueEntry>(StringComparer.Ordinal);
        void Add(CatalogueEntry entry, params ReadOnlySpan<string> names)
        {
            table[entry.Id] = entry;
            foreach (var name in names)
                table[name] = entry;
        }

        // Databases: one writer; the official images run as the uid given once their data folder is theirs.
        Add(new("postgres", ServiceRole.Database, 5432, "postgres", 999, "/var/lib/postgresql/data", 250, 512, HasCurl: false),
            "postgis", "timescaledb", "timescaledb-ha", "pgvector", "postgresql", "pgvector/pgvector", "supabase/postgres", "postgres-alpine");
        Add(new("mysql", ServiceRole.Database, 3306, "mysql", 999, "/var/lib/mysql", 250, 512, HasCurl: false), "percona", "percona-server");
        Add(new("mariadb", ServiceRole.Database, 3306, "mysql", 999, "/var/lib/mysql", 250, 512, HasCurl: false));
        Add(new("mongo", ServiceRole.Database, 27017, "mongo", 999, "/data/db", 250, 512, HasCurl: false), "mongodb", "mongodb-community-server");
        Add(new("clickhouse-server", ServiceRole.Database, 8123, "http", 101, "/var/lib/clickhouse", 500, 1024, StorageGiB: 20), "clickhouse");
        Add(new("influxdb", ServiceRole.Database, 8086, "http", 1000, "/var/lib/influxdb2", 250, 512));
        Add(new("cassandra", ServiceRole.Database, 9042, "cassandra", 999, "/var/lib/cassandra", 500, 2048, StorageGiB: 20));
        Add(new("neo4j", ServiceRole.Database, 7687, "tcp", 7474, "/data", 500, 1024));
        Add(new("couchdb", ServiceRole.Database, 5984, "http", 5984, "/opt/couchdb/data", 200, 256));
        Add(new("etcd", ServiceRole.Database, 2379, "http", null, "/etcd-data", 100, 256));
        // Caches.
        Add(new("redis", ServiceRole.Cache, 6379, "redis", 999, "/data", 50, 128, StorageGiB: 2, HasCurl: false), "redis-stack", "redis-stack-server");
        Add(new("valkey", ServiceRole.Cache, 6379, "redis", 999, "/data", 50, 128, StorageGiB: 2, HasCurl: false), "keydb", "dragonfly");
        Add(new("memcached", ServiceRole.Cache, 11211, "tcp", 11211, null, 50, 96, HasCurl: false));
        // Brokers.
        Add(new("rabbitmq", ServiceRole.Broker, 5672, "amqp", 999, "/var/lib/rabbitmq", 200, 512, HasCurl: false));
        Add(new("kafka", ServiceRole.Broker, 9092, "kafka", 1000, "/var/lib/kafka/data", 500, 1024, StorageGiB: 20), "cp-kafka", "cp-server");
        Add(new("zookeeper", ServiceRole.Broker, 2181, "tcp", 1000, "/data", 100, 512, StorageGiB: 5), "cp-zookeeper");
        Add(new("nats", ServiceRole.Broker, 4222, "tcp", 1000, "/data", 50, 128, StorageGiB: 5), "nats-streaming");
        Add(new("eclipse-mosquitto", ServiceRole.Broker, 1883, "mqtt", 1883, "/mosquitto/data", 50, 64, StorageGiB: 1), "mosquitto");
        // Search and vectors.
        Add(new("elasticsearch", ServiceRole.Search, 9200, "http", 1000, "/usr/share/elasticsearch/data", 500, 2048, StorageGiB: 20));
        Add(new("opensearch", ServiceRole.Search, 9200, "http", 1000, "/usr/share/opensearch/data", 500, 2048, StorageGiB: 20));
        Add(new("meilisearch", ServiceRole.Search, 7700, "http", null, "/meili_data", 100, 256));
        Add(new("typesense", ServiceRole.Search, 8108, "http", null, "/data", 100, 256));
        Add(new("solr", ServiceRole.Search, 8983, "http", 8983, "/var/solr", 250, 1024));
        Add(new("qdrant", ServiceRole.VectorStore, 6333, "http", 1000, "/qdrant/storage", 200, 512));
        Add(new("weaviate", ServiceRole.VectorStore, 8080, "http", null, "/var/lib/weaviate", 200, 512));
        Add(new("chroma", ServiceRole.VectorStore, 8000, "http", null, "/chroma/chroma", 100, 256));
        Add(new("minio", ServiceRole.ObjectStore, 9000, "http", 1000, "/data", 200, 512, StorageGiB: 50));
        // Identity and secrets.
        Add(new("keycloak", ServiceRole.Identity, 8080, "http", 1000, null, 250, 768, HasCurl: false));
        Add(new("authelia", ServiceRole.ForwardAuth, 9091, "http", null, "/config", 50, 64));
        Add(new("oauth2-proxy", ServiceRole.ForwardAuth, 4180, "http", 65532, null, 20, 32, Scales: true, HasCurl: false));
        Add(new("traefik-forward-auth", ServiceRole.ForwardAuth, 4181, "http", 65532, null, 20, 32, Scales: true, HasCurl: false));
        Add(new("openbao", ServiceRole.Secrets, 8200, "http", 100, "/openbao/data", 100, 256, HasCurl: false), "vault", "bao");
        // Gateways: the cluster's own gateway takes their place.
        Add(new("traefik", ServiceRole.Gateway, 80, "http", 65532, null, 100, 128, ReplacedBy: "platform/ingress", HasCurl: false));
        Add(new("nginx-proxy", ServiceRole.Gateway, 80, "http", null, null, 50, 64, ReplacedBy: "platform/ingress"), "jwilder/nginx-proxy");
        Add(new("caddy-docker-proxy", ServiceRole.Gateway, 80, "http", null, null, 50, 64, ReplacedBy: "platform/ingress"));
        Add(new("acme-companion", ServiceRole.Tool, 0, null, ReplacedBy: "platform/ingress"), "docker-letsencrypt-nginx-proxy-companion", "certbot", "docker-gen");
        Add(new("nginx", ServiceRole.Frontend, 80, "http", null, null, 50, 64, Scales: true), "httpd", "nginx-unprivileged");
        Add(new("caddy", ServiceRole.Frontend, 80, "http", null, null, 50, 64, HasCurl: false));
        Add(new("haproxy", ServiceRole.Gateway, 80, "http", 99, null, 50, 64, HasCurl: false));
        // Monitoring and logging.
        Add(new("prometheus", ServiceRole.Monitoring, 9090, "http", 65534, "/prometheus", 200, 512, StorageGiB: 20, HasCurl: false));
        Add(new("grafana", ServiceRole.Monitoring, 3000, "http", 472, "/var/lib/grafana", 100, 256, StorageGiB: 5), "grafana-oss", "grafana-enterprise");
        Add(new("alertmanager", ServiceRole.Monitoring, 9093, "http", 65534, "/alertmanager", 20, 64, StorageGiB: 1, HasCurl: false));
        Add(new("pushgateway", ServiceRole.Monitoring, 9091, "http", 65534, null, 20, 64, HasCurl: false));
        Add(new("node-exporter", ServiceRole.Exporter, 9100, "http", 65534, null, 20, 32, NodeAgent: true, HasCurl: false));
        Add(new("cadvisor", ServiceRole.Exporter, 8080, "http", null, null, 50, 128, ReplacedBy: "kubelet"));
        Add(new("blackbox-exporter", ServiceRole.Exporter, 9115, "http", 65534, null, 20, 32, HasCurl: false));
        Add(new("postgres-exporter", ServiceRole.Exporter, 9187, "http", 65534, null, 20, 32, HasCurl: false), "postgres_exporter");
        Add(new("redis_exporter", ServiceRole.Exporter, 9121, "http", 59000, null, 20, 32, HasCurl: false), "redis-exporter");
        Add(new("mysqld-exporter", ServiceRole.Exporter, 9104, "http", 65534, null, 20, 32, HasCurl: false));
        Add(new("loki", ServiceRole.Logging, 3100, "http", 10001, "/loki", 200, 256, StorageGiB: 20, HasCurl: false));
        Add(new("promtail", ServiceRole.Logging, 9080, "http", null, null, 50, 128, NodeAgent: true, HasCurl: false), "fluent-bit", "fluentd", "filebeat");
        Add(new("logstash", ServiceRole.Logging, 5044, "tcp", 1000, null, 500, 1024));
        Add(new("kibana", ServiceRole.Logging, 5601, "http", 1000, null, 250, 1024));
        Add(new("tempo", ServiceRole.Tracing, 3200, "http", 10001, "/var/tempo", 200, 256, HasCurl: false));
        Add(new("all-in-one", ServiceRole.Tracing, 16686, "http", 10001, null, 100, 256, HasCurl: false), "jaegertracing/all-in-one", "jaeger");
        Add(new("opentelemetry-collector", ServiceRole.Tracing, 4317, "grpc", 10001, null, 100, 256, HasCurl: false), "opentelemetry-collector-contrib");
        // Applications and tools.
        Add(new("n8n", ServiceRole.Automation, 5678, "http", 1000, "/home/node/.n8n", 250, 512, StorageGiB: 5, HasCurl: false));
        Add(new("wordpress", ServiceRole.Frontend, 80, "http", null, "/var/www/html", 200, 512));
        Add(new("nextcloud", ServiceRole.Frontend, 80, "http", null, "/var/www/html", 250, 512, StorageGiB: 50));
        Add(new("gitea", ServiceRole.Backend, 3000, "http", null, "/data", 100, 256), "forgejo");
        Add(new("registry", ServiceRole.Backend, 5000, "http", null, "/var/lib/registry", 50, 128, StorageGiB: 50));
        Add(new("ollama", ServiceRole.Ai, 11434, "http", null, "/root/.ollama", 1000, 4096, StorageGiB: 50));
        Add(new("open-webui", ServiceRole.Ai, 8080, "http", null, "/app/backend/data", 200, 768, StorageGiB: 5));
        Add(new("mailhog", ServiceRole.Mail, 8025, "http", 1000, null, 20, 32), "mailpit");
        Add(new("adminer", ServiceRole.Tool, 8080, "http", 1000, null, 20, 64, HasCurl: false), "phpmyadmin", "pgadmin4", "redis-commander");
        Add(new("watchtower", ServiceRole.Tool, 0, null, ReplacedBy: "GitOps image updates"));
        Add(new("portainer-ce", ServiceRole.Tool, 9000, "http", ReplacedBy: "kubectl and the GitOps dashboard"), "portainer");
        Add(new("ofelia", ServiceRole.Scheduler, 0, null, ReplacedBy: "CronJob"));
        Add(new("docker-socket-proxy", ServiceRole.Tool, 2375, "http", ReplacedBy: "the Kubernetes API"));
        return table;
    }
}

namespace Sluis.Core.Platform;

/// <summary>What a service is for. The planner's waves, the sizing and the documents group by it.</summary>
public enum ServiceRole
{
    Unknown,
    Database,
    Cache,
    Broker,
    Search,
    ObjectStore,
    VectorStore,
    Identity,
    Secrets,
    /// <summary>A reverse proxy or load balancer that lets traffic in: Traefik, nginx-proxy, Caddy.</summary>
    Gateway,
    /// <summary>Asked by a gateway whether a request may pass: oauth2-proxy, forward-auth.</summary>
    ForwardAuth,
    Frontend,
    Backend,
    Worker,
    Job,
    Scheduler,
    /// <summary>Metrics, dashboards, alerts.</summary>
    Monitoring,
    /// <summary>Log collection and search.</summary>
    Logging,
    Tracing,
    /// <summary>Exposes another service's metrics.</summary>
    Exporter,
    Automation,
    Mail,
    /// <summary>A tool for people who run the platform: adminer, portainer, watchtower.</summary>
    Tool,
    Ai,
}

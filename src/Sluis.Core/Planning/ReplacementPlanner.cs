using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>
/// Services that exist because a single Docker host lacks what a cluster has. One with its own configuration is part of the
/// application and stays; one whose kind is stated in sluis.yaml stays too.
/// </summary>
internal static class ReplacementPlanner
{
    public static ReplacedService? Find(PlanningContext context, PlatformService service, bool readsTraefikLabels)
    {
        var intent = context.IntentFor(service.Key);
        if (intent.Exclude is { } reason)
            return new(service.Key, "", reason.Length == 0 ? "left out in sluis.yaml" : reason, true);
        if (intent.Kind is not null)
            return null;
        return ImageFacts.IdOf(service) switch
        {
            "traefik" when readsTraefikLabels || HasSocket(service) => By("platform/ingress", "it routes by labels, which became routes of the cluster's gateway"),
            "nginx-proxy" or "docker-gen" or "nginx-proxy-manager" => By("platform/ingress", "it routes by the containers it sees, which became routes of the cluster's gateway"),
            "caddy-docker-proxy" => By("platform/ingress", "it routes by labels, which became routes of the cluster's gateway"),
            "cadvisor" => By("kubelet", "every kubelet serves the metrics of its containers at /metrics/cadvisor"),
            "watchtower" or "ouroboros" or "diun" => By("platform/gitops", "images change by a commit, which the GitOps controller applies"),
            "portainer" or "portainer-ce" or "portainer-ee" or "agent" when IsPortainer(service) => By("platform/gitops", "it manages Docker; the cluster is managed by GitOps and kubectl"),
            "dockge" or "dozzle" or "lazydocker" => By("kubernetes", "it shows Docker's containers and logs; kubectl and the platform's logging do that here"),
            "ofelia" => By("CronJob", "its schedules became CronJobs"),
            "autoheal" or "docker-autoheal" => By("kubelet", "liveness probes restart what is unhealthy"),
            "certbot" or "acme-companion" or "letsencrypt-nginx-proxy-companion" or "traefik-certs-dumper" => By("cert-manager", "certificates are requested and renewed by cert-manager"),
            "docker-socket-proxy" or "socket-proxy" => By("kubernetes", "there is no Docker socket to guard"),
            "caddy" when HasSocket(service) => By("platform/ingress", "it routes by the containers it sees, which became routes of the cluster's gateway"),
            _ => null,
        };

        ReplacedService By(string part, string why) => new(service.Key, part, why, false);
    }

    public static bool ReadsTraefikLabels(PlatformModel platform)
    {
        foreach (var route in platform.Routes)
            if (route.Origin == RouteOrigin.Traefik)
                return true;
        return false;
    }

    private static bool HasSocket(PlatformService service)
    {
        foreach (var mount in service.Mounts)
            if (mount is Mount.HostPath(var source, _) && source.EndsWith("/docker.sock", StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool IsPortainer(PlatformService service) =>
        service.CatalogueId == "portainer" || (service.Image?.Repository.Contains("portainer/", StringComparison.Ordinal) ?? false);
}

using Sluis.Core.Platform;

namespace Sluis.Core.Understanding;

/// <summary>What a service is for, and why that was concluded.</summary>
internal static class Roles
{
    public static (ServiceRole Role, string Reason) Of(PlatformService service, bool routed, bool awaited)
    {
        if (awaited && service.Lifecycle.Restart is RestartPolicy.No or RestartPolicy.OnFailure)
            return (ServiceRole.Job, "awaited until it ends");
        if (service.CatalogueId is { } id)
            return (service.Role, $"image {id}");
        if (service.Schedules.Count > 0)
            return (ServiceRole.Job, "runs on a schedule");
        var name = service.Key.Service.ToLowerInvariant();
        foreach (var (word, role) in Words)
            if (name.Contains(word, StringComparison.Ordinal))
                return (role, $"its name says \"{word}\"");
        if (awaited)
            return (ServiceRole.Job, "awaited until it ends");
        if (routed)
            return (ServiceRole.Frontend, "has a route");
        return service.Ports.Count > 0 ? (ServiceRole.Backend, "listens and has no route") : (ServiceRole.Worker, "neither listens nor has a route");
    }

    private static readonly (string Word, ServiceRole Role)[] Words =
    [
        ("migrat", ServiceRole.Job), ("init-", ServiceRole.Job), ("-init", ServiceRole.Job), ("-config", ServiceRole.Job), ("backup", ServiceRole.Job),
        ("worker", ServiceRole.Worker), ("consumer", ServiceRole.Worker), ("scanner", ServiceRole.Worker), ("sync", ServiceRole.Worker),
        ("scheduler", ServiceRole.Scheduler), ("beat", ServiceRole.Scheduler), ("cron", ServiceRole.Scheduler),
        ("exporter", ServiceRole.Exporter), ("frontend", ServiceRole.Frontend), ("web", ServiceRole.Frontend), ("-ui", ServiceRole.Frontend),
        ("dashboard", ServiceRole.Frontend), ("onboarding", ServiceRole.Frontend), ("auth", ServiceRole.Identity),
        ("langgraph", ServiceRole.Ai), ("engine", ServiceRole.Backend), ("api", ServiceRole.Backend), ("backend", ServiceRole.Backend), ("server", ServiceRole.Backend),
    ];
}

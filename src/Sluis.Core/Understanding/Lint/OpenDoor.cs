using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Databases and tools of the people who run the platform, open to whoever reaches the host.</summary>
internal sealed class OpenDoor : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var service in model.Services)
        {
            var store = service.Role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.VectorStore;
            var tool = service.Role == ServiceRole.Tool || service.CatalogueId is "prometheus" or "alertmanager" or "mailhog" or "cadvisor";
            if (store || tool)
                foreach (var port in service.Published)
                    if (PortCollision.IsAny(port.HostIp))
                        findings.Add(store ? LintDiagnostics.StoreOpen(port.At, service.Key, port.HostPort ?? port.ContainerPort) : LintDiagnostics.ToolOpen(port.At, service.Key, port.HostPort ?? port.ContainerPort));
            // The dashboard and the API without a question asked.
            if (service.CatalogueId == "traefik")
                foreach (var argument in service.Command ?? [])
                    if (argument.Literal is { } text && text.StartsWith("--api.insecure", StringComparison.OrdinalIgnoreCase) && !text.EndsWith("=false", StringComparison.OrdinalIgnoreCase))
                        findings.Add(LintDiagnostics.ToolOpen(service.At, service.Key, 8080));
        }
    }
}

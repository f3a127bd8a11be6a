using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Containers that own the host: privileged, on its network, or with the engine's socket.</summary>
internal sealed class Privilege : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var service in model.Services)
        {
            if (service.Security.Privileged)
                findings.Add(UnderstandingDiagnostics.Privileged(service.At, service.Key));
            if (service.NetworkMode is NetworkMode.Host)
                findings.Add(LintDiagnostics.HostNetwork(service.At, service.Key));
            foreach (var mount in service.Mounts)
                if (mount is Mount.HostPath { Source: "/var/run/docker.sock" or "/run/docker.sock" or "/run/podman/podman.sock" or "/run/containerd/containerd.sock" })
                    findings.Add(UnderstandingDiagnostics.DockerSocket(mount.At, service.Key));
        }
    }
}

using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// Health checks with their meaning kept. Docker's defaults stand where the file is silent (30 s, 30 s, 3); a failed check takes
/// a Pod out of its Services (readiness) and, three times as long, restarts it (liveness).
/// https://docs.docker.com/reference/dockerfile/#healthcheck
/// </summary>
internal static class Probes
{
    private static readonly TimeSpan DockerInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DockerTimeout = TimeSpan.FromSeconds(30);
    private const int DockerRetries = 3;
    private const int LivenessPatience = 3;

    public static void Apply(V1Container container, WorkloadPlan workload, ContainerText text)
    {
        // Jobs end; a probe would only restart them.
        if (workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob)
            return;
        if (workload.Service.HealthCheck is not { Test: { } test } check || test is HealthTest.Disabled)
        {
            if (workload.Service.HealthCheck?.Test is HealthTest.Disabled)
                return;
            if (workload.Service.ImageReadiness is { } ready)
                container.ReadinessProbe = new() { HttpGet = new() { Path = ready.Path, Port = ready.Port }, PeriodSeconds = 10, TimeoutSeconds = 5, FailureThreshold = 3 };
            else if (FirstTcpPort(workload.Service) is { } port)
                container.ReadinessProbe = new() { TcpSocket = new() { Port = port }, PeriodSeconds = 10, FailureThreshold = 3 };
            return;
        }
        var period = Seconds(check.Interval ?? DockerInterval);
        var retries = Math.Max(1, check.Retries ?? DockerRetries);
        var timeout = Seconds(check.Timeout ?? DockerTimeout);
        container.ReadinessProbe = Probe(test, workload, text, period, timeout, retries);
        container.LivenessProbe = Probe(test, workload, text, period, timeout, retries * LivenessPatience);
        if (check.StartPeriod is { } start && start > TimeSpan.Zero)
        {
            var step = Math.Min(Seconds(check.StartInterval ?? TimeSpan.FromSeconds(5)), period);
            // start_period forgives failures; after it the usual retries still apply.
            container.StartupProbe = Probe(test, workload, text, step, timeout, (Seconds(start) + step - 1) / step + retries);
        }
    }

    private static V1Probe Probe(HealthTest test, WorkloadPlan workload, ContainerText text, int period, int timeout, int failures)
    {
        var probe = new V1Probe { PeriodSeconds = period, TimeoutSeconds = timeout, FailureThreshold = failures };
        if (HttpProbe.Read(test, workload.Service) is { } http)
            probe.HttpGet = http;
        else
            probe.Exec = new() { Command = Command(test, text) };
        return probe;
    }

    private static List<string> Command(HealthTest test, ContainerText text) => test switch
    {
        HealthTest.Shell(var command) => ["/bin/sh", "-c", text.ForShell(command)],
        HealthTest.Exec(var arguments) => text.ForExec(arguments),
        _ => [],
    };

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    private static int? FirstTcpPort(PlatformService service)
    {
        foreach (var port in service.Ports)
            if (port.Protocol == TransportProtocol.Tcp)
                return port.Number;
        return null;
    }
}

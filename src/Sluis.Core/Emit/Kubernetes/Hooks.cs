using System.Text;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// Compose's lifecycle hooks: post_start and pre_stop run in the container, each pre_start in an init container of its own.
/// https://docs.docker.com/compose/how-tos/lifecycle/, https://docs.docker.com/compose/how-tos/init-containers/
/// </summary>
internal static class Hooks
{
    public static V1LifecycleHandler? Handler(EmitContext context, WorkloadPlan workload, IReadOnlyList<Hook> hooks, string kind, ContainerText text)
    {
        if (hooks.Count == 0)
            return null;
        foreach (var hook in hooks)
            Report(context, workload, hook, kind);
        if (hooks.Count == 1 && hooks[0] is { WorkingDirectory: null, Environment.IsEmpty: true } plain)
            return new() { Exec = new() { Command = text.ForExec(plain.Command) } };
        // A container has one hook of each kind, so several commands run one after the other, each in a shell of its own.
        var lines = new List<string>(hooks.Count);
        foreach (var hook in hooks)
            lines.Add(hooks.Count == 1 ? Line(hook, text) : $"({Line(hook, text)})");
        return new() { Exec = new() { Command = ["/bin/sh", "-c", string.Join(" && ", lines)] } };
    }

    private static string Line(Hook hook, ContainerText text)
    {
        var line = new StringBuilder();
        if (hook.WorkingDirectory is { } folder)
            line.Append("cd ").Append(text.Quoted(SecretText.Of(folder))).Append(" && ");
        foreach (var variable in hook.Environment)
            if (variable.Value is { } value)
                line.Append("export ").Append(variable.Name).Append('=').Append(text.Quoted(value)).Append(" && ");
        line.Append("exec");
        foreach (var argument in hook.Command)
            line.Append(' ').Append(text.Quoted(argument));
        return line.ToString();
    }

    /// <summary>Kubelet runs a hook as the container's own user with its own rights.</summary>
    private static void Report(EmitContext context, WorkloadPlan workload, Hook hook, string kind)
    {
        var own = workload.Security.RunAsUser;
        if (hook.User is { } user && user != workload.Service.Security.User && UserNames.Number(user) is var asked && (asked is null || asked != own))
            context.Findings.Add(LifecycleDiagnostics.HookUser(workload, hook, kind, user));
        if (hook.Privileged && !workload.Security.Privileged)
            context.Findings.Add(LifecycleDiagnostics.HookPrivileged(workload, hook, kind));
    }

    /// <summary>It sees the service's variables and files, in the image it names.</summary>
    public static void AddPreStart(EmitContext context, WorkloadPlan workload, V1Container container, ref List<V1Container>? init)
    {
        for (var i = 0; i < workload.Service.Lifecycle.PreStart.Count; i++)
        {
            var hook = workload.Service.Lifecycle.PreStart[i];
            var text = new ContainerText(context, workload with { Service = workload.Service with { Environment = Merged(workload.Service.Environment, hook.Environment) } });
            var security = Security.OfContainer(workload.Security);
            if (hook.User is { } user && user != workload.Service.Security.User)
            {
                var number = UserNames.Number(user);
                if (number is null)
                    context.Findings.Add(LifecycleDiagnostics.HookUser(workload, hook, "pre_start", user));
                (security.RunAsUser, security.RunAsGroup) = (number ?? security.RunAsUser, null);
                security.RunAsNonRoot = number == 0 ? null : security.RunAsNonRoot;
            }
            if (hook.Privileged)
                (security.Privileged, security.AllowPrivilegeEscalation) = (true, null);
            if (!hook.PerReplica && (workload.Replicas > 1 || workload.MaxReplicas > 1))
                context.Findings.Add(LifecycleDiagnostics.HookPerReplica(workload, hook));
            var words = text.Expanded(hook.Command);
            (init ??= []).Add(new()
            {
                Name = LegalNames.Label(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{workload.Name}-pre-start-{i + 1}")),
                Image = hook.Image is { } image && image != workload.Service.Image?.Original ? image : workload.Image,
                Args = words.Count == 0 ? null : words,
                WorkingDir = hook.WorkingDirectory ?? workload.Service.WorkingDirectory,
                Env = text.Environment,
                Resources = container.Resources,
                SecurityContext = security,
                VolumeMounts = container.VolumeMounts,
            });
        }
    }

    private static EquatableArray<EnvironmentVariable> Merged(EquatableArray<EnvironmentVariable> service, EquatableArray<EnvironmentVariable> hook)
    {
        if (hook.IsEmpty)
            return service;
        var all = new SortedDictionary<string, EnvironmentVariable>(StringComparer.Ordinal);
        foreach (var variable in service)
            all[variable.Name] = variable;
        foreach (var variable in hook)
            all[variable.Name] = variable;
        return [.. all.Values];
    }
}

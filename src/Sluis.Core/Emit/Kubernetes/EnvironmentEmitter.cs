using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Environment variables: secrets first, since <c>$(NAME)</c> reads only what stands above it.</summary>
internal static class EnvironmentEmitter
{
    public static List<V1EnvVar>? Variables(WorkloadPlan workload, IReadOnlyDictionary<SecretName, SecretPlan> secrets, IReadOnlyList<NameRewrite> rewrites)
    {
        var service = workload.Service;
        var whole = new Dictionary<string, SecretName>(StringComparer.Ordinal);
        foreach (var variable in service.Environment)
            if (variable.Value?.WholeSecret is { } name)
                whole[variable.Name] = name;

        var result = new List<V1EnvVar>(service.Environment.Count + 4);
        foreach (var name in Needed(service))
            if (!whole.ContainsKey(Expansion.Variable(name)) && secrets.TryGetValue(name, out var plan))
                result.Add(Reference(Expansion.Variable(name), plan));
        foreach (var variable in service.Environment)
            if (whole.TryGetValue(variable.Name, out var name) && secrets.TryGetValue(name, out var plan))
                result.Add(Reference(variable.Name, plan));
        foreach (var variable in service.Environment)
            if (variable.Value is { } value && !whole.ContainsKey(variable.Name))
                result.Add(new() { Name = variable.Name, Value = Rewrite(Expansion.Of(value), rewrites) });
        return result.Count == 0 ? null : result;
    }

    public static string Rewrite(string text, IReadOnlyList<NameRewrite> rewrites)
    {
        foreach (var rewrite in rewrites)
            text = HostText.Replace(text, rewrite.From, rewrite.To);
        return text;
    }

    private static V1EnvVar Reference(string variable, SecretPlan plan) => new()
    {
        Name = variable,
        ValueFrom = new() { SecretKeyRef = new() { Name = plan.SecretObject, Key = plan.SecretKey } },
    };

    /// <summary>Secrets inside longer values, commands and health checks.</summary>
    private static SortedSet<SecretName> Needed(PlatformService service)
    {
        var needed = new SortedSet<SecretName>(Comparer<SecretName>.Create(static (a, b) => string.CompareOrdinal(a.Value, b.Value)));
        void Add(SecretText text)
        {
            foreach (var piece in text.Pieces)
                if (piece is TextPiece.Secret(var name))
                    needed.Add(name);
        }

        foreach (var variable in service.Environment)
            if (variable.Value is { } value && value.WholeSecret is null)
                Add(value);
        foreach (var argument in (service.Command ?? []).Concat(service.Entrypoint ?? []))
            Add(argument);
        switch (service.HealthCheck?.Test)
        {
            case HealthTest.Shell(var command):
                Add(command);
                break;
            case HealthTest.Exec(var arguments):
                foreach (var argument in arguments)
                    Add(argument);
                break;
        }
        foreach (var hook in service.Lifecycle.PostStart.Concat(service.Lifecycle.PreStop))
            foreach (var argument in hook.Command)
                Add(argument);
        return needed;
    }
}

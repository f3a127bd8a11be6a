using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>A Redis that asks for a password, and a client whose URL has none.</summary>
internal sealed class RedisPassword : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        var guarded = model.Services.Where(IsGuarded).Select(static s => s.Key).ToHashSet();
        if (guarded.Count == 0)
            return;
        var services = model.Services.ToDictionary(static s => s.Key);
        foreach (var edge in model.Edges)
            if (edge.To is EdgeTarget.Service(var target) && guarded.Contains(target) && services.TryGetValue(edge.From, out var caller))
                foreach (var variable in caller.Environment)
                    if (variable.Value is { HasSecret: false } value && value.ToString() is var url && url.StartsWith("redis://", StringComparison.Ordinal)
                        && !url.Contains('@') && edge.HostNames.Any(h => url.AsSpan(8).StartsWith(h, StringComparison.OrdinalIgnoreCase)) && !HasOwn(caller))
                        findings.Add(UnderstandingDiagnostics.RedisPassword(variable.At, caller.Key, target));
    }

    internal static bool IsGuarded(PlatformService service)
    {
        if (service.Role != ServiceRole.Cache)
            return false;
        foreach (var argument in service.Command ?? [])
            if (argument.ToString().Contains("requirepass", StringComparison.Ordinal))
                return true;
        foreach (var variable in service.Environment)
            if (variable is { Name: "REDIS_PASSWORD" or "VALKEY_PASSWORD", Value.Pieces.IsEmpty: false } && service.Image?.Repository.Contains("bitnami", StringComparison.Ordinal) == true)
                return true;
        return false;
    }

    /// <summary>The password in a variable of its own.</summary>
    private static bool HasOwn(PlatformService caller) => caller.Environment.Any(static v =>
        v.Name.Contains("REDIS", StringComparison.OrdinalIgnoreCase) && v.Name.Contains("PASS", StringComparison.OrdinalIgnoreCase) && v.Value is { Pieces.IsEmpty: false });
}

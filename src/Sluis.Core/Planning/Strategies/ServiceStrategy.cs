using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Strategies;

public enum CutOver
{
    /// <summary>Started in the cluster, stopped on the old host; nobody has to be told.</summary>
    Rolling,
    /// <summary>Both run; all calls change sides at once.</summary>
    BlueGreen,
    /// <summary>Both run; a share of the requests changes sides, then more.</summary>
    Canary,
    /// <summary>Only one may run: the old one stops, its data is copied, the new one starts.</summary>
    StopCopyStart,
    /// <summary>The engine copies while the old one works; then the copy becomes the original.</summary>
    ReplicateThenSwitch,
}

/// <summary>How one workload crosses, how long nobody answers, what must hold, and the way back.</summary>
/// <param name="Data">Bytes to copy: the sizes of its claims, an upper bound.</param>
/// <param name="Changes">What would make it another kind.</param>
public sealed record ServiceStrategy(
    ServiceKey Service, CutOver Kind, string Reason, string Changes, long Data, Downtime Downtime, EquatableArray<Gate> Gates, WayBack Back, string Owner);

/// <summary><paramref name="Sum"/> is the arithmetic: each part with where it comes from.</summary>
public sealed record Downtime(long Seconds, string Sum);

/// <summary><paramref name="Threshold"/> is what <paramref name="Measure"/> may be at most, or has to be.</summary>
public sealed record Gate(string Measure, string Threshold);

/// <summary>After <paramref name="NoReturn"/> going back loses what was written since.</summary>
public sealed record WayBack(EquatableArray<string> Steps, string NoReturn);

public static class CutOverText
{
    public static string Name(CutOver kind) => kind switch
    {
        CutOver.Rolling => "rolling",
        CutOver.BlueGreen => "blue-green",
        CutOver.Canary => "canary",
        CutOver.StopCopyStart => "stop-copy-start",
        _ => "replicate-then-switch",
    };
}

using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>What is wrong with the platform as it is; people are glad to hear it before they move.</summary>
public static class PlatformLint
{
    private static readonly ILintRule[] Rules =
    [
        new UnpinnedImage(), new Privilege(), new PortCollision(), new HealthCheckWorks(), new HealthyWithoutCheck(), new RedisPassword(),
        new SharedVolume(), new Unused(), new Undeclared(), new DoubleName(), new OpenDoor(), new NoRestart(),
    ];

    public static void Check(PlatformModel model, Findings findings)
    {
        foreach (var rule in Rules)
            rule.Check(model, findings);
    }
}

using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Strategies;

/// <summary>What nobody stated. Times in seconds.</summary>
internal static class StrategyDefaults
{
    /// <summary>Bytes a second: what gigabit Ethernet carries of a stream of files, its headers taken off (125 MB/s on the wire).</summary>
    public const long Bandwidth = 100_000_000;

    /// <summary>Docker's grace before it kills: https://docs.docker.com/reference/cli/docker/container/stop/.</summary>
    public const long StopGrace = 10;

    /// <summary>A replica that is further behind is not ready to be switched to.</summary>
    public const long Lag = 5;

    /// <summary>To make a replica that has everything a primary, and to see that it is one.</summary>
    public const long Promotion = 5;

    /// <summary>Docker's interval between checks where a health check states none: https://docs.docker.com/reference/dockerfile/#healthcheck.</summary>
    public const long HealthInterval = 30;

    /// <summary>Where no health check is stated: engines read their files first, models are loaded, most others listen soon.</summary>
    public static long Start(ServiceRole role) => role switch
    {
        ServiceRole.Ai or ServiceRole.Search => 60,
        ServiceRole.Database or ServiceRole.Broker or ServiceRole.VectorStore or ServiceRole.Identity => 30,
        _ => 15,
    };
}

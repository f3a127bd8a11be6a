namespace Sluis.Core.Planning.Selections;

/// <summary>Where a number of the platform becomes a requirement.</summary>
internal static class SelectionDefaults
{
    /// <summary>Whoever moves a Compose host runs it beside other work.</summary>
    public const int AssumedTeam = 2;

    /// <summary>Up to three people share one on-call rota and cannot each own a product.</summary>
    public const int SmallTeam = 3;

    /// <summary>Two teams of four: somebody can own a platform product.</summary>
    public const int LargeTeam = 8;

    /// <summary>A sidecar of 50 MiB in each is two gigabytes.</summary>
    public const int ManyWorkloads = 40;

    /// <summary>Above two, setting up failover and backup by hand for each costs more than an operator for all.</summary>
    public const int ManyDatabases = 3;

    public const int ManySecrets = 10;

    /// <summary>Replicated storage keeps its majority on three.</summary>
    public const int ReplicatedNodes = 3;
}

using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Strategies;

public enum StoreEngine
{
    Postgres,
    MySql,
    MariaDb,
    Redis,
    Mongo,
}

/// <summary>Engines that copy to another server while they work.</summary>
public static class StoreEngines
{
    public static StoreEngine? Of(WorkloadPlan workload) => ImageFacts.IdOf(workload.Service) switch
    {
        "postgres" => StoreEngine.Postgres,
        "mysql" => StoreEngine.MySql,
        "mariadb" => StoreEngine.MariaDb,
        "redis" or "valkey" => StoreEngine.Redis,
        "mongo" => StoreEngine.Mongo,
        _ => null,
    };

    /// <summary>Its command names the set; https://www.mongodb.com/docs/manual/reference/program/mongod/#std-option-mongod.--replSet.</summary>
    public static bool IsReplicaSet(WorkloadPlan workload)
    {
        foreach (var argument in workload.Service.Command ?? [])
            if (argument.ToString().Contains("--replSet", StringComparison.Ordinal))
                return true;
        return false;
    }

    public static string Name(StoreEngine engine) => engine switch
    {
        StoreEngine.Postgres => "PostgreSQL",
        StoreEngine.MySql => "MySQL",
        StoreEngine.MariaDb => "MariaDB",
        StoreEngine.Redis => "Redis",
        _ => "MongoDB",
    };

    public static int Port(StoreEngine engine) => engine switch
    {
        StoreEngine.Postgres => 5432,
        StoreEngine.MySql or StoreEngine.MariaDb => 3306,
        StoreEngine.Redis => 6379,
        _ => 27017,
    };
}

using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>A replica in the cluster, its lag, and the switch, in the words of the engine.</summary>
internal static class ReplicationSteps
{
    public static void Write(StringBuilder text, Crossing crossing, WorkloadPlan workload, StoreEngine engine)
    {
        var (port, published) = (StoreEngines.Port(engine), Crossing.PublishedAt(workload, StoreEngines.Port(engine)));
        var from = published ?? port;
        if (published is null)
            text.Append(CultureInfo.InvariantCulture, $"# the old host does not publish {workload.Service.Key.Service}:{port}: add `ports: [\"{port}:{port}\"]` there, open to the cluster's nodes only\n");
        BridgeSteps.Egress(text, workload.Namespace);
        CutOverSteps.Apply(text, crossing, workload);
        switch (engine)
        {
            case StoreEngine.Postgres:
                Postgres(text, crossing, workload, from);
                break;
            case StoreEngine.Redis:
                Redis(text, crossing, workload, from);
                break;
            case StoreEngine.Mongo:
                Mongo(text, crossing, workload);
                break;
            default:
                MySql(text, crossing, workload, from, engine == StoreEngine.MariaDb);
                break;
        }
        Resume(text, crossing, workload);
        CutOverSteps.OldHost(text, "stop", workload);
        CutOverSteps.Switch(text, crossing, workload);
    }

    public static void Back(StringBuilder text, WorkloadPlan workload, StoreEngine engine) =>
        text.Append(CultureInfo.InvariantCulture, $"# what {workload.Name} took since it was promoted: keep it before it stops\n").Append(engine switch
        {
            StoreEngine.Postgres => $"{In(workload)} sh -c 'pg_dumpall -U \"${{POSTGRES_USER:-postgres}}\"' > {workload.Name}-after.sql\n",
            StoreEngine.Redis => $"{In(workload)} redis-cli --rdb - > {workload.Name}-after.rdb\n",
            StoreEngine.Mongo => $"{In(workload)} mongodump --archive > {workload.Name}-after.archive\n",
            StoreEngine.MariaDb => $"{In(workload)} sh -c '{Root("mariadb-dump", "MARIADB")} --all-databases --single-transaction' > {workload.Name}-after.sql\n",
            _ => $"{In(workload)} sh -c '{Root("mysqldump", "MYSQL")} --all-databases --single-transaction' > {workload.Name}-after.sql\n",
        });

    /// <summary>https://www.postgresql.org/docs/current/app-pgbasebackup.html: both servers have the same major version, as they have the same image.</summary>
    private static void Postgres(StringBuilder text, Crossing crossing, WorkloadPlan workload, int port)
    {
        var data = DataFolder(workload);
        const string Client = "psql -At -U \"${POSTGRES_USER:-postgres}\" -d \"${POSTGRES_DB:-${POSTGRES_USER:-postgres}}\"";
        text.Append(CultureInfo.InvariantCulture, $"export REPLICATION_PASSWORD=<a new one>\nold() {{ {Old(workload)} sh -c '{Client}'; }}\nnew() {{ {In(workload)} sh -c '{Client}'; }}\n");
        text.Append("echo \"CREATE ROLE sluis_replica REPLICATION LOGIN PASSWORD '$REPLICATION_PASSWORD';\" | old\n");
        text.Append(CultureInfo.InvariantCulture, $"{Old(workload)} sh -c 'echo \"host replication sluis_replica all scram-sha-256\" >> {data}/pg_hba.conf'\necho 'SELECT pg_reload_conf();' | old\n");
        var owned = workload.Volumes.AsSpan().ToArray().Where(static v => v.OwnsClaim).ToList();
        DataCopySteps.Empty(text, crossing, workload, owned);
        DataCopySteps.Helper(text, workload, workload.Image, owned, v => Target(workload, v));
        var bytes = owned.Sum(static v => v.SizeBytes);
        text.Append(CultureInfo.InvariantCulture, $"# {Quantities.Format(bytes)} at most, {Crossing.Duration(StrategyPlanner.CopySeconds(bytes))}; the old one works on\nkubectl -n {workload.Namespace} exec {DataCopySteps.Pod(workload)} -- sh -c 'find {data} -mindepth 1 -delete; PGPASSWORD=\"$1\" pg_basebackup -h \"$2\" -p {port} -U sluis_replica -D {data} -X stream -R; [ \"$(id -u)\" != 0 ] || chown -R postgres {data}' - \"$REPLICATION_PASSWORD\" \"$OLD_HOST\"\n");
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} delete pod/{DataCopySteps.Pod(workload)}\n");
        CutOverSteps.Scale(text, crossing, workload, 1);
        CutOverSteps.Ready(text, crossing, workload);
        text.Append("echo 'SELECT replay_lag, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) FROM pg_stat_replication;' | old   # at most 5 s\n");
        Pause(text, crossing, workload);
        text.Append("rows=$(cat <<'SQL'\nSELECT schemaname, relname, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', schemaname, relname), false, true, '')))[1] FROM pg_stat_user_tables ORDER BY 1, 2;\nSQL\n)\ndiff <(echo \"$rows\" | old) <(echo \"$rows\" | new)\necho 'SELECT pg_promote();' | new\n");
    }

    /// <summary>A member that the old primary can reach, then the primary. https://www.mongodb.com/docs/manual/tutorial/expand-replica-set/</summary>
    private static void Mongo(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        CutOverSteps.Ready(text, crossing, workload);
        BridgeSteps.Door(text, workload, StoreEngines.Port(StoreEngine.Mongo));
        text.Append(CultureInfo.InvariantCulture, $"export MEMBER=<what the last command printed> MONGO_URI=<the administrator's>\nold() {{ {Old(workload)} mongosh --quiet \"$MONGO_URI\" --eval \"$1\"; }}\n");
        text.Append("old \"rs.add({host: '$MEMBER', priority: 0, votes: 0})\"\nold 'rs.printSecondaryReplicationInfo()'   # at most 5 s behind\n");
        Pause(text, crossing, workload);
        text.Append("old \"const c = rs.conf(); const m = c.members.find(m => m.host === '$MEMBER'); m.priority = 2; m.votes = 1; rs.reconfig(c)\"\nold 'rs.stepDown()'\n");
    }

    /// <summary>https://redis.io/docs/latest/commands/replicaof/</summary>
    private static void Redis(StringBuilder text, Crossing crossing, WorkloadPlan workload, int port)
    {
        CutOverSteps.Ready(text, crossing, workload);
        text.Append("export STORE_PASSWORD=<its password, or nothing>\n");
        text.Append(CultureInfo.InvariantCulture, $"cli() {{ {In(workload)} env REDISCLI_AUTH=\"$STORE_PASSWORD\" redis-cli \"$@\"; }}\nold() {{ {Old(workload)} env REDISCLI_AUTH=\"$STORE_PASSWORD\" redis-cli \"$@\"; }}\ncli CONFIG SET masterauth \"$STORE_PASSWORD\"\ncli REPLICAOF \"$OLD_HOST\" {port}\ncli INFO replication   # master_link_status:up, master_last_io_seconds_ago of at most {StrategyLag}\n");
        Pause(text, crossing, workload);
        text.Append("old DBSIZE; cli DBSIZE\ncli REPLICAOF NO ONE\n");
    }

    /// <summary>https://dev.mysql.com/doc/refman/8.4/en/replication-howto.html, https://mariadb.com/kb/en/setting-up-replication/</summary>
    private static void MySql(StringBuilder text, Crossing crossing, WorkloadPlan workload, int port, bool maria)
    {
        CutOverSteps.Ready(text, crossing, workload);
        var (client, dump, prefix) = maria ? ("mariadb", "mariadb-dump", "MARIADB") : ("mysql", "mysqldump", "MYSQL");
        var words = maria || workload.Service.Image?.Tag?.StartsWith("5.", StringComparison.Ordinal) == true;
        var (change, host, user, pass, at, start, status, position) = words
            ? ("CHANGE MASTER TO", "MASTER_HOST", "MASTER_USER", "MASTER_PASSWORD", "MASTER_PORT", "START SLAVE", "SHOW SLAVE STATUS", "--master-data=1")
            : ("CHANGE REPLICATION SOURCE TO", "SOURCE_HOST", "SOURCE_USER", "SOURCE_PASSWORD", "SOURCE_PORT", "START REPLICA", "SHOW REPLICA STATUS", "--source-data=1");
        if (words)
            text.Append(CultureInfo.InvariantCulture, $"# the old one needs `command: --log-bin --server-id=1` and a restart of {workload.Service.Key.Service}: without a binary log it cannot be followed\n");
        text.Append(CultureInfo.InvariantCulture, $"export REPLICATION_PASSWORD=<a new one>\nold() {{ {Old(workload)} sh -c '{Root(client, prefix)}'; }}\nnew() {{ {In(workload)} sh -c '{Root(client, prefix)}'; }}\n");
        text.Append("echo \"CREATE USER sluis_replica IDENTIFIED BY '$REPLICATION_PASSWORD'; GRANT REPLICATION SLAVE ON *.* TO sluis_replica;\" | old\n");
        text.Append(CultureInfo.InvariantCulture, $"echo \"SET GLOBAL server_id = 2; {change} {host}='$OLD_HOST', {at}={port}, {user}='sluis_replica', {pass}='$REPLICATION_PASSWORD'{(words ? "" : ", GET_SOURCE_PUBLIC_KEY=1")};\" | new\n");
        text.Append(CultureInfo.InvariantCulture, $"{Old(workload)} sh -c '{Root(dump, prefix)} --all-databases --single-transaction {position}' | new   # the old one works on\necho '{start};' | new\necho '{status}\\G' | new   # seconds behind: at most {StrategyLag}\n");
        Pause(text, crossing, workload);
        text.Append(CultureInfo.InvariantCulture, $"tables=\"SELECT CONCAT('SELECT \\\"', table_schema, '.', table_name, '\\\", COUNT(*) FROM ', table_schema, '.', table_name, ';') FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema') ORDER BY 1\"\ndiff <(echo \"$tables\" | old | tail -n +2 | old) <(echo \"$tables\" | new | tail -n +2 | new)\n");
        text.Append(CultureInfo.InvariantCulture, $"echo '{start.Replace("START", "STOP", StringComparison.Ordinal)}; RESET {start[6..]} ALL;' | new\n");
    }

    private const string StrategyLag = "5 s";

    /// <summary>Who writes has to pause; the bridges above say where each of them is.</summary>
    private static void Pause(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        var wave = crossing.WaveOf(workload.Service.Key);
        foreach (var caller in crossing.CallersOf(workload.Service.Key))
            if (crossing.WaveOf(caller.Service.Key) >= wave)
                CutOverSteps.OldHost(text, "stop", caller);
            else
                CutOverSteps.Scale(text, crossing, caller, 0);
    }

    private static void Resume(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        var wave = crossing.WaveOf(workload.Service.Key);
        foreach (var caller in crossing.CallersOf(workload.Service.Key))
            if (crossing.WaveOf(caller.Service.Key) > wave)
                CutOverSteps.OldHost(text.Append("# by the bridge, with the address of the cluster in its configuration\n"), "up -d", caller);
            else if (crossing.WaveOf(caller.Service.Key) == wave)
                text.Append(CultureInfo.InvariantCulture, $"# {caller.Service.Key} starts in the cluster, in its own step\n");
            else
                CutOverSteps.Scale(text, crossing, caller, Math.Max(1, crossing.PodOf(caller).Replicas));
    }

    private static string DataFolder(WorkloadPlan workload)
    {
        foreach (var variable in workload.Service.Environment)
            if (variable is { Name: "PGDATA", Value: { Literal: { Length: > 0 } value } })
                return value;
        return "/var/lib/postgresql/data";
    }

    private static string Target(WorkloadPlan workload, VolumePlan volume)
    {
        foreach (var mount in workload.Service.Mounts)
            if (mount is Mount.Volume(var store, _, _) && store == volume.Store || mount is Mount.HostPath(var source, _) && source == volume.Store.Value)
                return mount.Target;
        return $"/to/{volume.ClaimName}";
    }

    private static string Root(string program, string prefix) => $"{program} -uroot -p\"${{{prefix}_ROOT_PASSWORD:-${{MYSQL_ROOT_PASSWORD:-$(cat \"${prefix}_ROOT_PASSWORD_FILE\")}}}}\"";

    private static string Old(WorkloadPlan workload) => $"docker compose -p {workload.Service.Key.Project} exec -T {workload.Service.Key.Service}";

    private static string In(WorkloadPlan workload) => $"kubectl -n {workload.Namespace} exec -i {workload.Name}-0 -c {workload.Name} --";
}

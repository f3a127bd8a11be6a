using Sluis.Core.Compose;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Verification;

/// <summary>
/// Accounts for every leaf of every resolved project by looking it up in what was written, not by asking the emitter: a value
/// that cannot be found again is unaccounted, and that is a bug of ours.
/// </summary>
public static class LedgerBuilder
{
    public static Ledger Build(EquatableArray<ComposeProject> projects, MigrationPlan plan, RepositoryTree tree)
    {
        var index = new RepositoryIndex(plan, tree);
        var entries = new List<LedgerEntry>();
        var unaccounted = new List<UnaccountedLeaf>();
        foreach (var project in projects.OrderBy(static p => p.Name, StringComparer.Ordinal))
            new ProjectWalk(project, index, entries, unaccounted).Run();
        return new(entries.ToEquatableArray(), unaccounted.ToEquatableArray());
    }

    private sealed class ProjectWalk(ComposeProject project, RepositoryIndex index, List<LedgerEntry> entries, List<UnaccountedLeaf> unaccounted)
    {
        public void Run()
        {
            foreach (var (section, _, value) in project.Root.Entries)
            {
                if (section == "services" && value is MapNode { Entries.Count: > 0 } services)
                {
                    foreach (var (name, _, service) in services.Entries)
                        Walk(service, $"services.{name}", [], new ServiceAccount(index, new(project.Name, name), service as MapNode), null);
                    continue;
                }
                Walk(value, section, [section], null, section);
            }
        }

        private void Walk(Node node, string path, List<string> keys, ServiceAccount? service, string? section)
        {
            switch (node)
            {
                case MapNode { Entries.Count: > 0 } map:
                    foreach (var (key, _, value) in map.Entries)
                    {
                        keys.Add(key);
                        Walk(value, $"{path}.{key}", keys, service, section);
                        keys.RemoveAt(keys.Count - 1);
                    }
                    break;
                case ListNode { Items.Count: > 0 } list:
                    for (var i = 0; i < list.Items.Count; i++)
                    {
                        keys.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                        Walk(list.Items[i], $"{path}[{i}]", keys, service, section);
                        keys.RemoveAt(keys.Count - 1);
                    }
                    break;
                default:
                    Account(node, path, keys, service);
                    break;
            }
        }

        private void Account(Node leaf, string path, List<string> keys, ServiceAccount? service)
        {
            var outcome = SaysNothing(leaf, keys) ? Outcome.Dropped("empty: it says nothing", "Nothing.")
                : service is not null ? service.Of(keys, leaf) : ResourceAccount.Of(index, project, keys, leaf);
            if (outcome is null)
            {
                unaccounted.Add(new(project.Name, path, leaf.Span));
                return;
            }
            entries.Add(new()
            {
                Project = project.Name,
                Path = path,
                Value = index.IsSecret(leaf as ScalarNode, keys) ? null : leaf is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : "",
                At = leaf.Span,
                Disposition = outcome.Disposition,
                File = outcome.File,
                Field = outcome.Field,
                Reason = outcome.Reason,
                Action = outcome.Action,
            });
        }

        /// <summary>An attribute or a section with nothing in it. An empty command is not one: it takes the image's own away.</summary>
        private static bool SaysNothing(Node leaf, List<string> keys) =>
            leaf is MapNode or ListNode or ScalarNode { Kind: ScalarKind.Null }
            && (keys is [var only] ? only is not ("command" or "entrypoint") && !only.StartsWith("x-", StringComparison.Ordinal) : keys is ["deploy", "labels"]);
    }
}

internal sealed record Outcome(Disposition Disposition, string? File, string? Field, string? Reason, string? Action)
{
    public static Outcome Exact(string? file, string? field) => new(Disposition.Exact, file, field, null, null);
    public static Outcome Adapted(string? file, string? field, string reason) => new(Disposition.Adapted, file, field, reason, null);
    public static Outcome Replaced(string by, string reason) => new(Disposition.Replaced, by, null, reason, null);
    public static Outcome Dropped(string reason, string action) => new(Disposition.Dropped, null, null, reason, action);
}

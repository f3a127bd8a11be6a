using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>
/// Waves in which a GitOps controller starts things: what is awaited comes earlier. Order follows depends_on, and calls to what
/// others are built on (databases, caches, brokers, secrets, identity). Services that wait for each other share a wave.
/// </summary>
internal static class OrderPlanner
{
    public static int[] Waves(PlanningContext context, List<WorkloadDraft> drafts)
    {
        var index = new Dictionary<ServiceKey, int>(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
            index[drafts[i].Key] = i;
        var needs = new List<int>[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            needs[i] = [];
            foreach (var dependency in drafts[i].Service.DependsOn)
                if (index.TryGetValue(dependency.Target, out var target) && target != i)
                    needs[i].Add(target);
        }
        foreach (var edge in context.Platform.Edges)
            if (edge.CarriesTraffic && edge.To is EdgeTarget.Service(var key) && index.TryGetValue(key, out var target)
                && index.TryGetValue(edge.From, out var from) && from != target && IsFoundation(drafts[target].Role) && !IsFoundation(drafts[from].Role))
                needs[from].Add(target);
        return Levels(needs);
    }

    private static bool IsFoundation(ServiceRole role) => role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker
        or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore or ServiceRole.Secrets or ServiceRole.Identity;

    /// <summary>Tarjan's components without recursion; they come out with what they need first, so one pass gives the levels.</summary>
    private static int[] Levels(List<int>[] needs)
    {
        var count = needs.Length;
        var (order, low, level) = (new int[count], new int[count], new int[count]);
        var onStack = new bool[count];
        var (stack, path, counter) = (new Stack<int>(), new Stack<(int Node, int Next)>(), 0);
        for (var root = 0; root < count; root++)
        {
            if (order[root] != 0)
                continue;
            path.Push((root, 0));
            while (path.Count > 0)
            {
                var (node, next) = path.Pop();
                if (next == 0)
                {
                    order[node] = low[node] = ++counter;
                    stack.Push(node);
                    onStack[node] = true;
                }
                else
                {
                    var done = needs[node][next - 1];
                    if (onStack[done])
                        low[node] = Math.Min(low[node], low[done]);
                }
                if (Advance(needs[node], next, order, onStack, low, node) is var child and >= 0)
                {
                    path.Push((node, child + 1));
                    path.Push((needs[node][child], 0));
                }
                else if (low[node] == order[node])
                {
                    Close(node, needs, stack, onStack, level);
                }
            }
        }
        return level;
    }

    /// <summary>Position of the next neighbour that was not visited yet; -1 when there is none.</summary>
    private static int Advance(List<int> neighbours, int from, int[] order, bool[] onStack, int[] low, int node)
    {
        for (var i = from; i < neighbours.Count; i++)
        {
            var neighbour = neighbours[i];
            if (order[neighbour] == 0)
                return i;
            if (onStack[neighbour])
                low[node] = Math.Min(low[node], order[neighbour]);
        }
        return -1;
    }

    private static void Close(int root, List<int>[] needs, Stack<int> stack, bool[] onStack, int[] level)
    {
        var members = new List<int>();
        int member;
        do
        {
            member = stack.Pop();
            members.Add(member);
        }
        while (member != root);
        var wave = 0;
        foreach (var inside in members)
            foreach (var need in needs[inside])
                if (!onStack[need])
                    wave = Math.Max(wave, level[need] + 1);
        foreach (var inside in members)
        {
            onStack[inside] = false;
            level[inside] = wave;
        }
    }
}

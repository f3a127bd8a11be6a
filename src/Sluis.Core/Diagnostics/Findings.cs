namespace Sluis.Core.Diagnostics;

/// <summary>Collects findings from every stage; safe to share between threads. The same finding is kept once.</summary>
public sealed class Findings
{
    private readonly Lock gate = new();
    private readonly HashSet<Diagnostic> all = [];

    public void Add(Diagnostic finding)
    {
        lock (gate)
            all.Add(finding);
    }

    public void AddRange(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings)
            Add(finding);
    }

    public bool HasErrors
    {
        get
        {
            lock (gate)
                return all.Any(f => f.Severity == Severity.Error);
        }
    }

    public IReadOnlyList<Diagnostic> Sorted()
    {
        lock (gate)
            return [.. all.Order()];
    }
}

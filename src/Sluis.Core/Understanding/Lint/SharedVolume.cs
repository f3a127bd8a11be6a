using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>A volume that several services write.</summary>
internal sealed class SharedVolume : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var store in model.Stores)
        {
            var writers = store.Users.Where(static u => !u.ReadOnly).Select(static u => u.Service).Distinct().Order().Select(static s => s.Service).ToList();
            if (writers.Count > 1)
                findings.Add(UnderstandingDiagnostics.SharedVolume(store.At, store.Name, string.Join(" and ", writers)));
        }
    }
}

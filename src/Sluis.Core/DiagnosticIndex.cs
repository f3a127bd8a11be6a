using Sluis.Core.Compose;
using Sluis.Core.Compose.EnvFiles;
using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Exceptions;
using Sluis.Core.Proof.Names;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Schema.Objects;
using Sluis.Core.Proof.Posture;
using Sluis.Core.Proof.Resilience;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Secrets;
using Sluis.Core.Understanding;
using Sluis.Core.Verification;
using Sluis.Core.Yaml;

namespace Sluis.Core;

/// <summary>The page behind every code of every stage. A test holds this list to the tables there are.</summary>
public static class DiagnosticIndex
{
    private static readonly Lazy<IReadOnlyList<DiagnosticHelp>> Sorted = new(static () =>
        [.. ((IReadOnlyList<DiagnosticHelp>[])
        [
            YamlDiagnostics.Help,
            Proof.Rendering.RenderingDiagnostics.Help,
            EnvFileDiagnostics.Help,
            InterpolationDiagnostics.Help,
            ComposeDiagnostics.Help,
            UnderstandingDiagnostics.Help,
            IntentDiagnostics.Help,
            PlanningDiagnostics.Help,
            Planning.Selections.SelectionDiagnostics.Help,
            SizingDiagnostics.Help,
            EmitDiagnostics.Help,
            RoutingDiagnostics.Help,
            SecretLeakDiagnostics.Help,
            ClaimsDiagnostics.Help,
            ConnectivityDiagnostics.Help,
            KindDiagnostics.Help,
            NamesDiagnostics.Help,
            ObjectDiagnostics.Help,
            PodDiagnostics.Help,
            ReferenceDiagnostics.Help,
            SchemaDiagnostics.Help,
            SuppressionDiagnostics.Help,
            DriftDiagnostics.Help,
            PostureDiagnostics.Help,
            ResilienceDiagnostics.Help,
            SecretsDiagnostics.Help,
        ]).SelectMany(static table => table).OrderBy(static h => h.Code, StringComparer.Ordinal)]);

    /// <summary>By code.</summary>
    public static IReadOnlyList<DiagnosticHelp> All => Sorted.Value;
}

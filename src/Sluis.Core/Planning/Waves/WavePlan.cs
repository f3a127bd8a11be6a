using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Waves;

/// <summary>
/// In which order the platform crosses. <paramref name="Bridges"/> is the sum over the boundaries between waves of the risk of the
/// calls that cross them; no order with as many waves has less than <paramref name="LowerBound"/>; <paramref name="Exact"/>: none has less than this one.
/// </summary>
public sealed record WavePlan(EquatableArray<Wave> Waves, int Capacity, long Bridges, long LowerBound, bool Exact);

/// <summary>
/// What moves together. <paramref name="Bridges"/> are the calls between the old host and the cluster while this wave is the last
/// that has moved. Steps inside a wave follow <see cref="WaveStep.Order"/>.
/// </summary>
public sealed record Wave(int Number, EquatableArray<WaveStep> Steps, EquatableArray<Bridge> Bridges);

/// <param name="Order">Within the wave: stores first, then what answers calls, then what people see.</param>
/// <param name="Reason">Why it moves in this wave.</param>
public sealed record WaveStep(ServiceKey Service, int Order, int Criticality, string CriticalityReason, string Reason);

/// <param name="IntoCluster">The caller is still on the old host; otherwise the called service is.</param>
public sealed record Bridge(ServiceKey From, ServiceKey To, int Port, int Risk, bool IntoCluster);

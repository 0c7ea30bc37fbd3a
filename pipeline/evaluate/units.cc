#include "evaluate/units.h"

namespace factbox::evaluate {
namespace {

struct Unit {
  std::string_view code, dimension;
  long double factor;
};

// Unified Code for Units of Measure, version 2.2: definitions of the customary units; the metric ones follow from their prefixes. Bases: metre,
// square metre, cubic metre, gram, second, metre a second, joule, watt, hertz, bit, degree of arc.
constexpr Unit kUnits[] = {
    {"m", "length", 1},
    {"[in_i]", "length", 0.0254L},
    {"[ft_i]", "length", 0.3048L},
    {"[yd_i]", "length", 0.9144L},
    {"[fth_i]", "length", 1.8288L},
    {"[mi_i]", "length", 1609.344L},
    {"[nmi_i]", "length", 1852},
    {"[ly]", "length", 9460730472580800.0L},
    {"AU", "length", 149597870691.0L},
    {"pc", "length", 3.085678e16L},
    {"m2", "area", 1},
    {"har", "area", 10000},
    {"km2", "area", 1e6L},
    {"cm2", "area", 1e-4L},
    {"mm2", "area", 1e-6L},
    {"[acr_us]", "area", 4046.8564224L},
    {"[acr_br]", "area", 4046.8564224L},
    {"[mi_i]2", "area", 2589988.110336L},
    {"[smi_us]", "area", 2589988.110336L},
    {"[ft_i]2", "area", 0.09290304L},
    {"[sft_i]", "area", 0.09290304L},
    {"[yd_i]2", "area", 0.83612736L},
    {"[in_i]2", "area", 0.00064516L},
    {"m3", "volume", 1},
    {"cm3", "volume", 1e-6L},
    {"km3", "volume", 1e9L},
    {"L", "volume", 0.001L},
    {"l", "volume", 0.001L},
    {"[ft_i]3", "volume", 0.028316846592L},
    {"[cft_i]", "volume", 0.028316846592L},
    {"[gal_us]", "volume", 0.003785411784L},
    {"[gal_br]", "volume", 0.00454609L},
    {"[bbl_us]", "volume", 0.158987294928L},
    {"[cup_us]", "volume", 0.0002365882365L},
    {"[pt_us]", "volume", 0.000473176473L},
    {"[qt_us]", "volume", 0.000946352946L},
    {"[foz_us]", "volume", 0.0000295735295625L},
    {"[tbs_us]", "volume", 0.00001478676478125L},
    {"[tsp_us]", "volume", 0.00000492892159375L},
    {"g", "mass", 1},
    {"t", "mass", 1e6L},
    {"[lb_av]", "mass", 453.59237L},
    {"[oz_av]", "mass", 28.349523125L},
    {"[dr_av]", "mass", 1.7718451953125L},
    {"[stone_av]", "mass", 6350.29318L},
    {"[ston_av]", "mass", 907184.74L},
    {"[lton_av]", "mass", 1016046.9088L},
    {"s", "time", 1},
    {"min", "time", 60},
    {"h", "time", 3600},
    {"d", "time", 86400},
    {"wk", "time", 604800},
    {"mo", "time", 2629746},  // of the Gregorian year, as the next
    {"a", "time", 31556952},
    {"m/s", "speed", 1},
    {"km/h", "speed", 1 / 3.6L},
    {"m/ms", "speed", 1000},
    {"cm/ms", "speed", 10},
    {"km/ms", "speed", 1e6L},
    {"[mi_i]/h", "speed", 0.44704L},
    {"[mi_us]/h", "speed", 0.44704L},
    {"[kn_i]", "speed", 1852 / 3600.0L},
    {"J", "energy", 1},
    {"W.h", "energy", 3600},
    {"kW.h", "energy", 3.6e6L},
    {"MW.h", "energy", 3.6e9L},
    {"GW.h", "energy", 3.6e12L},
    {"cal", "energy", 4.184L},
    {"[Btu]", "energy", 1055.056L},
    {"W", "power", 1},
    {"[HP]", "power", 745.69987158227022L},
    {"Hz", "frequency", 1},
    {"bit", "information", 1},
    {"By", "information", 8},
    {"KiBy", "information", 8192},
    {"deg", "angle", 1},
    {"'", "angle", 1 / 60.0L},
    {"''", "angle", 1 / 3600.0L},
    {"circ", "angle", 360},
    {"rad", "angle", 57.295779513082320877L},
};

struct Prefix {
  std::string_view sign;
  long double factor;
};
constexpr Prefix kPrefixes[] = {{"a", 1e-18L}, {"p", 1e-12L}, {"n", 1e-9L}, {"u", 1e-6L}, {"m", 1e-3L}, {"c", 1e-2L}, {"d", 1e-1L},
                                {"h", 1e2L},   {"k", 1e3L},   {"M", 1e6L},  {"G", 1e9L},  {"T", 1e12L}, {"P", 1e15L}, {"E", 1e18L}};
constexpr std::string_view kMetric[] = {"m", "L", "l", "g", "s", "J", "W", "Hz", "bit", "By", "cal"};

const Unit* Find(std::string_view code) {
  for (const Unit& unit : kUnits)
    if (unit.code == code) return &unit;
  return nullptr;
}

}  // namespace

std::optional<UnitFactor> FactorOf(std::string_view code) {
  if (const Unit* unit = Find(code); unit != nullptr) return UnitFactor{unit->dimension, unit->factor};
  for (const Prefix& prefix : kPrefixes) {
    if (code.substr(0, prefix.sign.size()) != prefix.sign) continue;
    const std::string_view rest = code.substr(prefix.sign.size());
    for (const std::string_view metric : kMetric)
      if (rest == metric) {
        const Unit& unit = *Find(metric);
        return UnitFactor{unit.dimension, unit.factor * prefix.factor};
      }
  }
  return std::nullopt;
}

}  // namespace factbox::evaluate

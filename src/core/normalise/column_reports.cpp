#include "core/normalise/column_reports.hpp"

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"

namespace firebreak {

std::vector<ColumnReport> column_reports(const SourceLayer& layer, const Job& job) {
  const auto& columns = layer.raw.columns;
  std::vector<ColumnReport> out(columns.size());
  const std::string doing = text("Looking at the columns of {}", layer.raw.layer);
  parallel_for(job, columns.size(), 1, doing, [&](std::size_t first, std::size_t last, unsigned) {
    for (std::size_t c = first; c < last; ++c) {
      out[c] = report_of(columns[c]);
      for (const FieldMatch& match : layer.recognition.fields) {
        if (match.column != c) continue;
        const Column* read = &columns[c];
        for (const auto& [position, translated] : layer.translated)
          if (position == c) read = &translated;
        out[c] = report_of(layer.recognition.role, *match.field, match.unit, *read, &columns[c]);
      }
    }
  });
  return out;
}

}  // namespace firebreak

#pragma once

#include <span>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/proposal.hpp"

/// Proposals of one cause are one question to a person (planner.md 4.2): three sheets from one
/// phone are all shifted or none is.
namespace firebreak::io {

/// Whether one word settles both: the same line about layers of which neither has a rival answer.
bool same_answer(const Proposal& a, const Proposal& b);

/// The proposals that one word settles: each question in the order of its first proposal, with
/// those of the same answer in theirs. Rival answers about the same layers are one question too: a
/// person chooses one of them.
std::vector<std::vector<Proposal>> questions_of(std::span<const Proposal> proposals);

/// Whether a question is only about layers without which the city can be assessed: key sites,
/// incidents, reports and what is merely shown. `sources` are those of the city.
bool may_wait(std::span<const Proposal> question, std::span<const Source> sources);

}  // namespace firebreak::io

import { CorpusPage } from "../features/corpus/CorpusPage";
import { ProjectsPage } from "../features/projects/ProjectsPage";
import { useStudy } from "../shared/study";

/** What a study draws its sample from: advisories, or projects. */
export function StudyCorpusPage() {
  return useStudy().kind === "projects" ? <ProjectsPage /> : <CorpusPage />;
}

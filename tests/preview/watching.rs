//! Changes as editors and version control make them, seen through the system's own telling.

use super::client::{Folder, Server, article, events, small};

fn holds(server: &Server, path: &str, words: &str) {
    server.wait_for(&format!("{words} at {path}"), |server| server.get(path).text().contains(words).then_some(()));
}

fn gone(server: &Server, path: &str) {
    server.wait_for(&format!("nothing at {path}"), |server| (server.get(path).status == 404).then_some(()));
}

fn front(day: u32) -> String {
    format!("published: 2026-04-{day:02}\ndossiers: [harbour]\n")
}

#[test]
fn every_way_of_saving_is_seen() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let text = |body: &str| article("The inquiry opens", &front(1), body);
    folder.write("content/articles/opens.md", &text("Written in place."));
    holds(&server, "/articles/opens/", "Written in place.");
    folder.replace("content/articles/opens.md", &text("Moved over it."));
    holds(&server, "/articles/opens/", "Moved over it.");
    folder.rename("content/articles/opens.md", "content/articles/opens.md~");
    folder.write("content/articles/opens.md", &text("Written anew."));
    holds(&server, "/articles/opens/", "Written anew.");
    folder.write("content/articles/opens.md", &text("First of two."));
    folder.write("content/articles/opens.md", &text("Second of two."));
    holds(&server, "/articles/opens/", "Second of two.");
    folder.write("content/articles/opens.md", "---\ntitle: The inq");
    folder.write("content/articles/opens.md", &text("After one half."));
    holds(&server, "/articles/opens/", "After one half.");
}

#[test]
fn what_is_made_moved_and_removed_is_seen() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    folder.write("content/articles/deep/er/new.md", &article("Quite new", &front(2), "New."));
    folder.write("content/articles/deep/er/other.md", &article("Another", &front(3), "Other."));
    holds(&server, "/articles/new/", "Quite new");
    holds(&server, "/articles/other/", "Another");
    holds(&server, "/dossiers/harbour/", "Quite new");
    folder.write("content/articles/deep/er/third.md", &article("The third", &front(4), "In a folder that is new."));
    holds(&server, "/articles/third/", "The third");
    folder.rename("content/articles/deep", "content/articles/moved");
    folder.write("content/articles/moved/er/new.md", &article("Still new", &front(2), "Edited where it is now."));
    holds(&server, "/articles/new/", "Still new");
    folder.rename("content/articles/moved/er/new.md", "content/articles/renamed.md");
    holds(&server, "/articles/renamed/", "Still new");
    gone(&server, "/articles/new/");
    folder.remove("content/articles/moved");
    gone(&server, "/articles/other/");
    gone(&server, "/articles/third/");
    let dossier = server.get("/dossiers/harbour/").text();
    assert!(!dossier.contains("The third"), "{dossier}");
}

#[test]
fn a_deleted_article_is_gone_though_others_link_to_it() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get("/articles/opens/").status, 200);
    folder.remove("content/articles/opens.md");
    gone(&server, "/articles/opens/");
    let status = server.get("/_throughline/status?page=/articles/grows/").text();
    assert!(status.contains("\"here\":[{\"severity\":\"error\""), "{status}");
    assert!(server.said().contains("content/articles/opens.md"), "{}", server.said());
    folder.write("content/articles/opens.md", &article("Back again", &front(1), "Back."));
    holds(&server, "/articles/opens/", "Back again");
    let status = server.get("/_throughline/status?page=/articles/grows/").text();
    assert!(status.contains("\"here\":[]"), "{status}");
}

#[test]
fn errors_are_told_once_and_freeze_nothing() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let broken = "---\ntitle: The inquiry opens\nkicker: \"never closed\npublished: 2026-03-01\ndossiers: [harbour]\n---\n\nA new body.\n";
    folder.write("content/articles/opens.md", broken);
    holds(&server, "/articles/opens/", "A new body.");
    // What can be read of the front matter, or could be, still holds.
    holds(&server, "/dossiers/harbour/", "The inquiry opens");
    folder.write("content/articles/grows.md", &article("It goes on", &front(5), "Another piece moves on meanwhile."));
    holds(&server, "/articles/grows/", "moves on meanwhile");
    let said = server.wait_for("the error", |server| {
        let said = server.said();
        said.contains("grows.md").then_some(said)
    });
    assert_eq!(said.matches("content/articles/opens.md:3:").count(), 1, "{said}");
    folder.write("content/articles/opens.md", &article("Mended", &front(1), "Whole."));
    holds(&server, "/articles/opens/", "Mended");
    server.wait_for("the good news", |server| server.said().contains("mended").then_some(()));
}

#[test]
fn a_configuration_that_cannot_be_read_keeps_the_site() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    folder.rename("throughline.yaml", "aside.yaml");
    server.wait_for("the error", |server| server.said().contains("no-config").then_some(()));
    assert_eq!(server.get("/articles/opens/").status, 200);
    let status = server.get("/_throughline/status?page=/").text();
    assert!(status.contains("no-config") || status.contains("\"errors\":1"), "{status}");
    folder.rename("aside.yaml", "throughline.yaml");
    server.wait_for("the good news", |server| server.said().contains("mended").then_some(()));
}

#[test]
fn a_document_that_is_not_text_keeps_its_front_matter() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get("/articles/opens/").status, 200);
    std::fs::write(folder.file("content/articles/opens.md"), b"---\ntitle: \xff\xfe\n---\n").unwrap();
    server.wait_for("the error", |server| server.said().contains("not-utf8").then_some(()));
    holds(&server, "/dossiers/harbour/", "The inquiry opens");
    assert_eq!(server.get("/articles/opens/").status, 200);
}

#[test]
fn templates_words_styles_and_configuration_are_seen() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    folder.write("templates/home.html", "<!doctype html><title>x</title><p>My own home</p>");
    holds(&server, "/", "My own home");
    folder.write("templates/home.html", "<!doctype html><title>x</title><p>My other home</p>");
    holds(&server, "/", "My other home");
    folder.remove("templates");
    holds(&server, "/", "The harbour");
    folder.write("static/custom.css", "p { margin: 1px }");
    holds(&server, "/custom.css", "1px");
    folder.replace("static/custom.css", "p { margin: 22px }");
    holds(&server, "/custom.css", "22px");
    folder.write("throughline.yaml", &super::client::CONFIG.replace("The Ledger", "The Other Ledger"));
    holds(&server, "/", "The Other Ledger");
    folder.write("words/en.ftl", "dossiers = Our files\n");
    server.wait_for("a state", |server| server.said().contains("words/en.ftl").then_some(()));
    folder.write("content/tags.yaml", "Ports: {description: Where ships lie}\n");
    holds(&server, "/tags/ports/", "Where ships lie");
    server.wait_for("its line", |server| server.said().contains("content/tags.yaml: ").then_some(()));
}

#[test]
fn a_content_folder_that_is_a_link_is_watched() {
    let folder = Folder::new(&[]);
    let site = small();
    std::fs::rename(site.file("content"), folder.file("elsewhere")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.file("elsewhere"), site.file("content")).unwrap();
    let server = Server::start(site.path(), &[]);
    assert_eq!(server.get("/articles/opens/").status, 200);
    folder.write("elsewhere/articles/opens.md", &article("Through the link", &front(1), "Seen."));
    holds(&server, "/articles/opens/", "Through the link");
    folder.write("elsewhere/articles/more/new.md", &article("Behind the link", &front(2), "Seen."));
    holds(&server, "/articles/new/", "Behind the link");
}

#[test]
fn without_the_systems_telling_files_are_looked_at() {
    let folder = small();
    let server = Server::start(folder.path(), &["--poll"]);
    folder.write("content/articles/opens.md", &article("Looked at", &front(1), "Seen by looking."));
    holds(&server, "/articles/opens/", "Seen by looking.");
    folder.write("content/articles/deep/new.md", &article("Found by looking", &front(2), "Seen."));
    holds(&server, "/articles/new/", "Found by looking");
    folder.remove("content/articles/deep");
    gone(&server, "/articles/new/");
}

#[test]
fn hundreds_of_files_at_once_are_one_change() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    for n in 0..300 {
        folder.write(
            &format!("content/articles/many/piece-{n}.md"),
            &article(&format!("Piece {n}"), &front(1 + n % 28), "x"),
        );
    }
    for n in [0, 150, 299] {
        holds(&server, &format!("/articles/piece-{n}/"), &format!("Piece {n}"));
    }
    folder.remove("content/articles/many");
    gone(&server, "/articles/piece-0/");
    gone(&server, "/articles/piece-299/");
}

#[test]
fn every_open_page_is_told_of_each_state() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let (mut one, mut two) = (events(&server), events(&server));
    assert_eq!(one.next().unwrap(), "data: {\"revision\":1}");
    assert_eq!(two.next().unwrap(), "data: {\"revision\":1}");
    folder.write("content/articles/opens.md", &article("The inquiry opens", &front(1), "Another text."));
    let told = one.next().unwrap();
    assert!(told.contains("\"revision\":2") && told.contains("\"css\":false"), "{told}");
    assert_eq!(two.next().unwrap(), told);
    folder.write("static/site.css", "a{}");
    let told = one.next().unwrap();
    assert!(told.contains("\"css\":true") && told.contains("\"files\":[\"/site.css\"]"), "{told}");
    // A page that shows nothing of it is the same.
    let tag = server.get("/people/anna-berg/").header("etag").unwrap().to_string();
    folder.write("content/articles/grows.md", &article("The inquiry grows", &front(9), "Other words."));
    one.next().unwrap();
    let again = server.get_with("/people/anna-berg/", &[&format!("If-None-Match: {tag}")]);
    assert!([200, 304].contains(&again.status));
    let tag = server.get("/404.html").header("etag").unwrap().to_string();
    assert_eq!(server.get_with("/404.html", &[&format!("If-None-Match: {tag}")]).status, 304);
}

PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE community (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name            TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL UNIQUE CHECK (name_folded <> ''),
    alias           TEXT    NOT NULL,
    alias_folded    TEXT    UNIQUE CHECK (alias_folded <> ''), -- NULL: none
    about           TEXT    NOT NULL,
    "where"         TEXT    NOT NULL,
    rhythm          TEXT    NOT NULL,
    started         TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    created         TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset  INTEGER NOT NULL,
    archived        TEXT    CHECK (archived GLOB '????-??-??T??:??:??.?????????Z'),
    archived_offset INTEGER NOT NULL
, state TEXT NOT NULL DEFAULT 'kept'
    CHECK (state IN ('kept', 'merged', 'trashed', 'gone')), merged_into TEXT REFERENCES community
    CHECK ((merged_into IS NOT NULL) = (state = 'merged')), ended TEXT -- when it was merged or put in the trash
    CHECK (ended GLOB '????-??-??T??:??:??.?????????Z'), ended_offset INTEGER NOT NULL DEFAULT 0, listed TEXT
    AS (CASE WHEN state = 'kept' THEN iif(archived IS NULL, 'current', 'archived') END), looked_at TEXT) STRICT;
INSERT INTO community VALUES('01m8559rd7m15h80w9zrdvkr5k','Go Meetup','go meetup','gm','gm','Tuesday talks','the back room','weekly','2024-02','2026-11-23T21:34:24.679816059Z',60,NULL,0,'kept',NULL,NULL,0,'2026-11-23T21:34:24.884170364Z');
INSERT INTO community VALUES('01m8559rdrdfs6t8jej9q2zbf7','Gophers','gophers','the g','the g','Go people','online','','2019','2026-11-23T21:34:24.696595567Z',60,NULL,0,'merged','01m8559rd7m15h80w9zrdvkr5k','2026-11-23T21:34:25.014895233Z',60,NULL);
INSERT INTO community VALUES('01m8559re29wsfeeqde6rxcp2f','Choir','choir','knit','knit','','','','','2026-11-23T21:34:24.706771993Z',60,NULL,0,'kept',NULL,NULL,0,'2026-11-23T21:34:25.052453121Z');
INSERT INTO community VALUES('01m8559ree52a90t0j686z0sms','Book club','book club','',NULL,'Novels; one a month','','','','2026-11-23T21:34:24.718132004Z',60,NULL,0,'kept',NULL,NULL,0,NULL);
INSERT INTO community VALUES('01m8559repbfnctrs83f40cqrm','Old team','old team','',NULL,'','','','','2026-11-23T21:34:24.726546660Z',60,'2026-11-23T21:34:24.773956392Z',60,'kept',NULL,NULL,0,NULL);
INSERT INTO community VALUES('01m8559rf084qpt9hjetqkw1eg','Quilters','quilters','',NULL,'','','','','2026-11-23T21:34:24.736214500Z',60,NULL,0,'trashed',NULL,'2026-11-23T21:34:25.039461680Z',60,NULL);
INSERT INTO community VALUES('01m8559rfayxntg0jym2g3tpj4','Knitters','knitters','',NULL,'','','','','2026-11-23T21:34:24.746775548Z',60,NULL,0,'merged','01m8559re29wsfeeqde6rxcp2f','2026-11-23T21:34:25.071440051Z',60,NULL);
INSERT INTO community VALUES('01m8559rfmkyks3wkkhrrntvs8','Darners','darners','',NULL,'','','','','2026-11-23T21:34:24.756455220Z',60,NULL,0,'merged','01m8559re29wsfeeqde6rxcp2f','2026-11-23T21:34:25.061623396Z',60,NULL);
INSERT INTO community VALUES('01m8559rfw9c9fsn2gbkphts3g','Lost',' 01m8559rfw9c9fsn2gbkphts3g','',NULL,'','','','','2026-11-23T21:34:24.764291586Z',60,NULL,0,'gone',NULL,NULL,0,NULL);
INSERT INTO community VALUES('01m8559rns55t0h3h56h3dre7r','Neighbours','neighbours','',NULL,'Our street','','','','2026-11-23T21:34:24.962935982Z',60,NULL,0,'kept',NULL,NULL,0,NULL);
CREATE TABLE community_kind (
    community TEXT    NOT NULL REFERENCES community ON DELETE CASCADE,
    folded    TEXT    NOT NULL CHECK (folded <> ''),
    kind      TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    PRIMARY KEY (community, folded)
) STRICT, WITHOUT ROWID;
INSERT INTO community_kind VALUES('01m8559rd7m15h80w9zrdvkr5k','hobby','hobby',1);
INSERT INTO community_kind VALUES('01m8559rd7m15h80w9zrdvkr5k','professional','professional',0);
INSERT INTO community_kind VALUES('01m8559rd7m15h80w9zrdvkr5k','work','work',2);
INSERT INTO community_kind VALUES('01m8559re29wsfeeqde6rxcp2f','hobby','hobby',1);
INSERT INTO community_kind VALUES('01m8559re29wsfeeqde6rxcp2f','social','social',0);
INSERT INTO community_kind VALUES('01m8559ree52a90t0j686z0sms','social','social',0);
INSERT INTO community_kind VALUES('01m8559repbfnctrs83f40cqrm','work','work',0);
INSERT INTO community_kind VALUES('01m8559rns55t0h3h56h3dre7r','place','place',0);
CREATE TABLE community_tag (
    community TEXT    NOT NULL REFERENCES community ON DELETE CASCADE,
    folded    TEXT    NOT NULL CHECK (folded <> ''),
    tag       TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    PRIMARY KEY (community, folded)
) STRICT, WITHOUT ROWID;
INSERT INTO community_tag VALUES('01m8559rd7m15h80w9zrdvkr5k','go','Go',0);
INSERT INTO community_tag VALUES('01m8559rd7m15h80w9zrdvkr5k','golang','golang',2);
INSERT INTO community_tag VALUES('01m8559rd7m15h80w9zrdvkr5k','leeds','leeds',1);
INSERT INTO community_tag VALUES('01m8559re29wsfeeqde6rxcp2f','music','music',0);
INSERT INTO community_tag VALUES('01m8559re29wsfeeqde6rxcp2f','wool','wool',1);
CREATE TABLE reflection (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    title          TEXT    NOT NULL,
    activity       TEXT    NOT NULL, -- '' for a quick note
    created        TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset INTEGER NOT NULL,
    updated        TEXT    NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.?????????Z'),
    updated_offset INTEGER NOT NULL,
    minutes        INTEGER NOT NULL CHECK (minutes >= 0),
    private        INTEGER NOT NULL CHECK (private IN (0, 1))
) STRICT;
INSERT INTO reflection VALUES('01m8559rgchaykeg24x47dkfb2','It rained all day','','2026-11-23T21:34:24.780162354Z',60,'2026-11-23T21:34:24.780162354Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rgk4d0wh4ttjj2ts686','Talked to Sam after the meetup','','2026-11-23T21:34:24.787698549Z',60,'2026-11-23T21:34:24.787698549Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rgxqzdc33a689petkk0','Chapter 3 with the Gophers','','2026-11-23T21:34:24.797254393Z',60,'2026-11-23T21:34:24.797254393Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rh651b03gqrmvgnfz38','We sang','','2026-11-23T21:34:24.806623643Z',60,'2026-11-23T21:34:24.806623643Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rhghjtwfwfsmt6vtth0','Both: the meetup and the gophers','','2026-11-23T21:34:24.816795708Z',60,'2026-11-23T21:34:24.816795708Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rht5cv3pm9wzxrpbjra','Patches','','2026-11-23T21:34:24.826218308Z',60,'2026-11-23T21:34:24.826218308Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rj559dx17qnr4bmzf44','Socks','','2026-11-23T21:34:24.837957473Z',60,'2026-11-23T21:34:24.837957473Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rjf8ktdvn18m2namjgv','Gone','','2026-11-23T21:34:24.847397132Z',60,'2026-11-23T21:34:24.847397132Z',60,0,0);
INSERT INTO reflection VALUES('01m8559rp2vc8x3mgxrh9y82wn','Your communities of practice','your-communities','2026-11-20T21:34:24.950192714Z',60,'2026-11-23T21:34:25.002108641Z',60,1,0);
INSERT INTO reflection VALUES('01m8559rpg5qjyqfv0hzx8gg5y','What? So what? Now what?','what-so-what','2026-11-23T21:34:24.976819965Z',60,'2026-11-23T21:34:24.976819965Z',60,0,0);
CREATE TABLE reflection_tag (
    reflection TEXT    NOT NULL,
    created    TEXT    NOT NULL,
    folded     TEXT    NOT NULL CHECK (folded <> ''),
    tag        TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    PRIMARY KEY (reflection, folded),
    FOREIGN KEY (created, reflection) REFERENCES reflection (created, id)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO reflection_tag VALUES('01m8559rgchaykeg24x47dkfb2','2026-11-23T21:34:24.780162354Z','weather','Weather',0);
INSERT INTO reflection_tag VALUES('01m8559rgk4d0wh4ttjj2ts686','2026-11-23T21:34:24.787698549Z','go','Go',0);
INSERT INTO reflection_tag VALUES('01m8559rgk4d0wh4ttjj2ts686','2026-11-23T21:34:24.787698549Z','people','people',1);
INSERT INTO reflection_tag VALUES('01m8559rgxqzdc33a689petkk0','2026-11-23T21:34:24.797254393Z','golang','golang',0);
INSERT INTO reflection_tag VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','belonging','belonging',1);
INSERT INTO reflection_tag VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','communities','communities',0);
INSERT INTO reflection_tag VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','evening','evening',4);
INSERT INTO reflection_tag VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','inclusion','inclusion',2);
INSERT INTO reflection_tag VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','open-university','open-university',3);
INSERT INTO reflection_tag VALUES('01m8559rpg5qjyqfv0hzx8gg5y','2026-11-23T21:34:24.976819965Z','event','event',0);
INSERT INTO reflection_tag VALUES('01m8559rpg5qjyqfv0hzx8gg5y','2026-11-23T21:34:24.976819965Z','model','model',1);
INSERT INTO reflection_tag VALUES('01m8559rpg5qjyqfv0hzx8gg5y','2026-11-23T21:34:24.976819965Z','quick','quick',2);
CREATE TABLE reflection_community (
    reflection TEXT    NOT NULL,
    created    TEXT    NOT NULL,
    community  TEXT    NOT NULL REFERENCES community,
    position   INTEGER NOT NULL,
    PRIMARY KEY (reflection, community),
    FOREIGN KEY (created, reflection) REFERENCES reflection (created, id)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO reflection_community VALUES('01m8559rgk4d0wh4ttjj2ts686','2026-11-23T21:34:24.787698549Z','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO reflection_community VALUES('01m8559rgxqzdc33a689petkk0','2026-11-23T21:34:24.797254393Z','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO reflection_community VALUES('01m8559rh651b03gqrmvgnfz38','2026-11-23T21:34:24.806623643Z','01m8559re29wsfeeqde6rxcp2f',0);
INSERT INTO reflection_community VALUES('01m8559rhghjtwfwfsmt6vtth0','2026-11-23T21:34:24.816795708Z','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO reflection_community VALUES('01m8559rht5cv3pm9wzxrpbjra','2026-11-23T21:34:24.826218308Z','01m8559rf084qpt9hjetqkw1eg',0);
INSERT INTO reflection_community VALUES('01m8559rj559dx17qnr4bmzf44','2026-11-23T21:34:24.837957473Z','01m8559re29wsfeeqde6rxcp2f',0);
INSERT INTO reflection_community VALUES('01m8559rjf8ktdvn18m2namjgv','2026-11-23T21:34:24.847397132Z','01m8559rfw9c9fsn2gbkphts3g',0);
INSERT INTO reflection_community VALUES('01m8559rp2vc8x3mgxrh9y82wn','2026-11-20T21:34:24.950192714Z','01m8559rd7m15h80w9zrdvkr5k',0);
CREATE TABLE answer (
    reflection TEXT    NOT NULL REFERENCES reflection ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    key        TEXT    NOT NULL,
    loop       TEXT    NOT NULL, -- the key of the loop, or ''
    prompt     TEXT    NOT NULL, -- as it was asked
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL, -- what was typed
    value      TEXT    CHECK (json_valid(value)), -- what was said otherwise: {"number":4}
    labels     TEXT    CHECK (json_valid(labels)), -- ["Going well"]
    community  TEXT    REFERENCES community, -- of the loop
    private    INTEGER NOT NULL CHECK (private IN (0, 1)),
    PRIMARY KEY (reflection, position)
) STRICT;
INSERT INTO answer VALUES('01m8559rgchaykeg24x47dkfb2',0,'note','','','long_text','It rained all day',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rgk4d0wh4ttjj2ts686',0,'note','','','long_text','Talked to Sam after the meetup',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rgxqzdc33a689petkk0',0,'note','','','long_text','Chapter 3 with the Gophers',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rh651b03gqrmvgnfz38',0,'note','','','long_text','We sang',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rhghjtwfwfsmt6vtth0',0,'note','','','long_text','Both: the meetup and the gophers',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rht5cv3pm9wzxrpbjra',0,'note','','','long_text','Patches',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rj559dx17qnr4bmzf44',0,'note','','','long_text','Socks',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rjf8ktdvn18m2namjgv',0,'note','','','long_text','Gone',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rpg5qjyqfv0hzx8gg5y',0,'what','','What? Tell the story of what happened.','long_text','It rained.',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rpg5qjyqfv0hzx8gg5y',1,'so_what','','So what? Why does it matter, and what did it show you?','long_text','We stayed in.',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rpg5qjyqfv0hzx8gg5y',2,'now_what','','Now what? What follows from that?','long_text','Umbrellas.',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rpg5qjyqfv0hzx8gg5y',3,'action','','Turn it into one action?','suggestions','','{"suggestions":[{"id":"01m8559rpg85yr9fgy9vcv5gev","text":"Ask first"}]}',NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',0,'communities','','Which groups do you belong to? Add as many as come to mind.','inventory','','{"communities":[{"id":"01m8559rd7m15h80w9zrdvkr5k","name":"Go Meetup","kinds":["professional"],"about":"Tuesday talks"},{"id":"01m8559rdrdfs6t8jej9q2zbf7","name":"Gophers"},{"id":"01m8559rns55t0h3h56h3dre7r","name":"Neighbours","kinds":["place"],"about":"Our street"}]}',NULL,NULL,1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',1,'focus','','Which ones will you look at more closely today?','community','','{"communities":[{"id":"01m8559rd7m15h80w9zrdvkr5k","name":"Go Meetup"},{"id":"01m8559rdrdfs6t8jej9q2zbf7","name":"Gophers"}]}',NULL,NULL,1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',2,'works','look','How well is Go Meetup working at the moment?','rating','','{"number":4}','["well"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',3,'why_works','look','What makes it work?','long_text','We help',NULL,NULL,'01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',4,'domain','look','Domain: how far do members share something they are committed to getting better at?','rating','','{"number":4}','["clear to most of us"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',5,'community','look','Community: how far do members do things together, help each other and care what the others think?','rating','','{"number":3}','["some helping"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',6,'practice','look','Practice: how far has the group built up its own know-how?','rating','','{"not_sure":true}',NULL,'01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',7,'links','look','As a set of contacts: how good is it for reaching people and information you would not reach otherwise?','rating','','{"number":2}','["a little"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',8,'held_by','look','What mostly keeps it together?','choose_one','','{"choices":["learning"]}','["Learning and getting better at something"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',9,'own_label','look','Before kith says how it reads your ratings, what would you call it?','choose_one','','{"choices":["community"]}','["A community"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',10,'inclusive','look','How easy would it be for someone quite unlike the usual members to join, speak and stay?','rating','','{"number":2}','["hard"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',11,'barriers','look','What might put them off or shut them out?','choose_many','','{"choices":["unknown","invite"]}','["They would never hear about it","You have to be invited"]','01m8559rd7m15h80w9zrdvkr5k',1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',12,'works','look','How well is Gophers working at the moment?','rating','','{"number":2}','["not very well"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',13,'why_not','look','What gets in the way?','long_text','Too few of us',NULL,NULL,'01m8559rd7m15h80w9zrdvkr5k',1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',14,'domain','look','Domain: how far do members share something they are committed to getting better at?','rating','','{"number":5}','["it defines us"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',15,'community','look','Community: how far do members do things together, help each other and care what the others think?','rating','','{"number":2}','["a few contacts"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',16,'practice','look','Practice: how far has the group built up its own know-how?','rating','','{"number":2}','["odd tips"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',17,'own_label','look','Before kith says how it reads your ratings, what would you call it?','choose_one','','{"choices":["network"]}','["A network"]','01m8559rd7m15h80w9zrdvkr5k',0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',18,'difference','','Having looked at real examples, what separates a network from a community for you? Or is there no line?','long_text',replace('A network is people.\n\nA community is *us*.','\n',char(10)),NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',19,'inclusion_overall','','Looking across them all, who is easily included, and who is not there?','long_text','','{"declined":true}',NULL,NULL,1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',20,'value_overall','','In a few sentences someone else could read: what is belonging to these groups worth to you?','long_text','Belonging. "Quite" a lot, 100 %.',NULL,NULL,NULL,0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',21,'share_with','','Who could you share that with?','choose_one','','{"choices":["group"]}','["A course or community group I belong to"]',NULL,0);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',22,'share_notes','','Where and when will you share it?','short_text','the course',NULL,NULL,NULL,1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',23,'read_others','','What did other people say that struck you?','long_text','','{"declined":true}',NULL,NULL,1);
INSERT INTO answer VALUES('01m8559rp2vc8x3mgxrh9y82wn',24,'suggestions','','Which of their suggestions could help you later?','suggestions','','{"suggestions":[{"id":"01m8559rq6eyx6pqpprk0cnzjr","text":"Open with a question","from_role":"a tutor","community":{"id":"01m8559rd7m15h80w9zrdvkr5k","name":"Go Meetup"},"try_by":"2026-12-01"}]}',NULL,NULL,0);
CREATE TABLE observation (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    community  TEXT    REFERENCES community, -- NULL: the person's own
    measure    TEXT    NOT NULL CHECK (measure <> ''),
    text       TEXT    NOT NULL,
    value      TEXT    CHECK (json_valid(value)),
    at         TEXT    NOT NULL CHECK (at GLOB '????-??-??T??:??:??.?????????Z'),
    at_offset  INTEGER NOT NULL,
    reflection TEXT    REFERENCES reflection ON DELETE SET NULL,
    note       TEXT    NOT NULL
, was TEXT REFERENCES community, batch TEXT NOT NULL DEFAULT '', undone TEXT
    CHECK (undone GLOB '????-??-??T??:??:??.?????????Z'), undone_offset INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO observation VALUES('01m8559rk2ecsq2z2qsfn2e8n9','01m8559rd7m15h80w9zrdvkr5k','domain','','{"number":4}','2026-11-23T21:34:24.866474332Z',60,NULL,'a guess',NULL,'01m8559rk2ecsq2z2qsfn2e8n9',NULL,0);
INSERT INTO observation VALUES('01m8559rk2khw6mv5tchqfrhdq','01m8559rd7m15h80w9zrdvkr5k','practice','','{"number":2}','2026-11-23T21:34:24.866474332Z',60,NULL,'a guess',NULL,'01m8559rk2ecsq2z2qsfn2e8n9',NULL,0);
INSERT INTO observation VALUES('01m8559rkm2bc3t1a93x3zyfw8','01m8559rd7m15h80w9zrdvkr5k','domain','','{"number":5}','2026-11-23T21:34:24.884170364Z',60,NULL,'','01m8559rdrdfs6t8jej9q2zbf7','01m8559rkm2bc3t1a93x3zyfw8',NULL,0);
INSERT INTO observation VALUES('01m8559rkm7hbvddg2v6cpp5t4','01m8559rd7m15h80w9zrdvkr5k','community','','{"number":3}','2026-11-23T21:34:24.884170364Z',60,NULL,'','01m8559rdrdfs6t8jej9q2zbf7','01m8559rkm2bc3t1a93x3zyfw8',NULL,0);
INSERT INTO observation VALUES('01m8559rm3vxjax70set74z0ge','01m8559re29wsfeeqde6rxcp2f','domain','','{"not_sure":true}','2026-11-23T21:34:24.899339573Z',60,NULL,'',NULL,'01m8559rm3vxjax70set74z0ge',NULL,0);
INSERT INTO observation VALUES('01m8559rm3xdxprwtdne9kbhgx','01m8559re29wsfeeqde6rxcp2f','community','','{"number":5}','2026-11-23T21:34:24.899339573Z',60,NULL,'',NULL,'01m8559rm3vxjax70set74z0ge',NULL,0);
INSERT INTO observation VALUES('01m8559rmh8jegcy0my11js9r4','01m8559re29wsfeeqde6rxcp2f','energy','','{"number":3}','2026-11-23T21:34:24.913251338Z',60,NULL,'',NULL,'01m8559rmh8jegcy0my11js9r4','2026-11-23T21:34:24.937500458Z',60);
INSERT INTO observation VALUES('01m8559rmhzkkev71cs96gxb3d','01m8559re29wsfeeqde6rxcp2f','mood','bright',NULL,'2026-11-23T21:34:24.913251338Z',60,NULL,'',NULL,'01m8559rmh8jegcy0my11js9r4','2026-11-23T21:34:24.937500458Z',60);
INSERT INTO observation VALUES('01m8559rn08abp2j3g4768tkqc','01m8559re29wsfeeqde6rxcp2f','domain','','{"number":2}','2026-11-23T21:34:24.928066226Z',60,NULL,'','01m8559rfayxntg0jym2g3tpj4','01m8559rn08abp2j3g4768tkqc',NULL,0);
INSERT INTO observation VALUES('01m8559rp241w6epyd562jm5wb','01m8559rd7m15h80w9zrdvkr5k','works','','{"number":4}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp297z2m59cw4hfbq74','01m8559rd7m15h80w9zrdvkr5k','domain','','{"number":4}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2sa15nwasejdbt1wr','01m8559rd7m15h80w9zrdvkr5k','community','','{"number":3}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp27k6bdwk8y8qrx6tz','01m8559rd7m15h80w9zrdvkr5k','practice','','{"not_sure":true}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2h84m130f141vfp1c','01m8559rd7m15h80w9zrdvkr5k','links','','{"number":2}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2j57rf2234ekbvbaa','01m8559rd7m15h80w9zrdvkr5k','held_by','','{"choices":["learning"]}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2pd5gt31q9pk40hde','01m8559rd7m15h80w9zrdvkr5k','own_label','','{"choices":["community"]}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2q1bk1qa8n470jmq0','01m8559rd7m15h80w9zrdvkr5k','openness','','{"number":2}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2pnezd12n4r3wap2z','01m8559rd7m15h80w9zrdvkr5k','barriers','','{"choices":["unknown","invite"]}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','',NULL,'01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp26pkfsvahf8twqb0h','01m8559rd7m15h80w9zrdvkr5k','works','','{"number":2}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','','01m8559rdrdfs6t8jej9q2zbf7','01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2pkgfcd1ve1dgbkgb','01m8559rd7m15h80w9zrdvkr5k','domain','','{"number":5}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','','01m8559rdrdfs6t8jej9q2zbf7','01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2ywde8bqx4w1dhm6k','01m8559rd7m15h80w9zrdvkr5k','community','','{"number":2}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','','01m8559rdrdfs6t8jej9q2zbf7','01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2p8jyekym6k5cxnwc','01m8559rd7m15h80w9zrdvkr5k','practice','','{"number":2}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','','01m8559rdrdfs6t8jej9q2zbf7','01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rp2776e29erpkqb6xf9','01m8559rd7m15h80w9zrdvkr5k','own_label','','{"choices":["network"]}','2026-11-20T21:34:24.950192714Z',60,'01m8559rp2vc8x3mgxrh9y82wn','','01m8559rdrdfs6t8jej9q2zbf7','01m8559rp241w6epyd562jm5wb',NULL,0);
INSERT INTO observation VALUES('01m8559rrw3aa8f8xgndd5bxjk','01m8559re29wsfeeqde6rxcp2f','practice','','{"number":4}','2026-11-23T21:34:25.052453121Z',60,NULL,'','01m8559rfmkyks3wkkhrrntvs8','01m8559rrw3aa8f8xgndd5bxjk',NULL,0);
CREATE TABLE suggestion (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    text           TEXT    NOT NULL,
    from_role      TEXT    NOT NULL,
    community      TEXT    REFERENCES community,
    element        TEXT    NOT NULL,
    try_by         TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    created        TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset INTEGER NOT NULL,
    reflection     TEXT    REFERENCES reflection ON DELETE SET NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    helped         INTEGER CHECK (helped IN (0, 1)), -- NULL: not said
    note           TEXT    NOT NULL,
    closed         TEXT    CHECK (closed GLOB '????-??-??T??:??:??.?????????Z'),
    closed_offset  INTEGER NOT NULL
) STRICT;
INSERT INTO suggestion VALUES('01m8559rpg85yr9fgy9vcv5gev','Ask first','',NULL,'','','2026-11-23T21:34:24.976819965Z',60,'01m8559rpg5qjyqfv0hzx8gg5y','open',NULL,'',NULL,0);
INSERT INTO suggestion VALUES('01m8559rq6eyx6pqpprk0cnzjr','Open with a question','a tutor','01m8559rd7m15h80w9zrdvkr5k','','2026-12-01','2026-11-23T21:34:25.002108641Z',60,'01m8559rp2vc8x3mgxrh9y82wn','open',NULL,'',NULL,0);
CREATE TABLE draft (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    activity       TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    updated        TEXT    NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.?????????Z'),
    updated_offset INTEGER NOT NULL,
    step           INTEGER NOT NULL, -- page step of about steps
    steps          INTEGER NOT NULL,
    body           TEXT    NOT NULL CHECK (json_valid(body)) -- all of it
) STRICT;
INSERT INTO draft VALUES('01m8559rt54q5jd8qqa7e75dvz','your-communities','Your communities of practice','2026-11-23T21:34:25.105758013Z',60,8,26,'{"id":"01m8559rt54q5jd8qqa7e75dvz","activity":"your-communities","title":"Your communities of practice","source":"schema = 1\nid = \"your-communities\"\naliases = [\"5.3\"]\ntitle = \"Your communities of practice\"\nminutes = 20\ntags = [\"communities\", \"belonging\", \"inclusion\", \"open-university\"]\nintro = \"\"\"\nYou belong to more groups than you would list off the top of your head. This activity helps you name them, look closely at one or two, and work out what makes them worth belonging to. Nobody marks it, there are no right answers, and everything stays on your own machine until you choose to share a part of it.\n\"\"\"\nclosing = \"\"\"\nYou have just looked at how groups you belong to run, and at how well they look after the people in them. Keep the list: it is the base for the other community activities, and coming back in a few months often shows movement you did not notice at the time. If a suggestion caught your eye, give it a date. If a group turned out to be less welcoming than you thought, the inclusion check is a good next step.\n\"\"\"\n\n[source]\ncitation = \"The Open University, OpenLearn: section 2.1 ''Communities of practice'' and Activity 5.3 ''Your communities of practice''. Three elements after Wenger-Trayner, E. and Wenger-Trayner, B. (2015) Introduction to communities of practice.\"\nlicence = \"Follows the structure of the activity cited; all wording here is new.\"\n\n[[step]]\nkey = \"primer\"\nkind = \"info\"\nprompt = \"Three things to look for\"\nhelp = \"Domain: something you all care about getting good at. Community: people who talk, help each other and matter to each other. Practice: stories, tools and ways of doing things that you build up together. A community of practice has all three, growing side by side. Meeting every day is not required.\"\n\n[[step]]\nkey = \"communities\"\nkind = \"inventory\"\nprompt = \"Which groups do you belong to? Add as many as come to mind.\"\nhelp = \"Think about work, study, your subject or trade, neighbours, faith, sport, music, family, online spaces, and groups you drifted away from. Social groups count as much as professional ones. A nickname is fine. Three to eight is plenty.\"\nrequired = true\nprivate = true\nmin_items = 1\nfields = [\"name\", \"kind\", \"about\"]\n\n[[step]]\nkey = \"focus\"\nkind = \"community\"\nprompt = \"Which ones will you look at more closely today?\"\nhelp = \"One is enough. Two fits in twenty minutes. Choosing one that works and one that does not gives you the best contrast.\"\nrequired = true\nprivate = true\nmultiple = true\nmax_items = 3\n\n[[step]]\nkey = \"look\"\nkind = \"per_community\"\nover = \"focus\"\nprompt = \"A closer look at {community}\"\nhelp = \"The same short set of questions for each group you picked. Skip anything you are not sure about.\"\n\n  [[step.step]]\n  key = \"works\"\n  kind = \"rating\"\n  prompt = \"How well is {community} working at the moment?\"\n  help = \"Your own view. 1 = hardly at all, 3 = up and down, 5 = very well.\"\n  anchors = [\"hardly at all\", \"not very well\", \"up and down\", \"well\", \"very well\"]\n  record = \"works\"\n\n  [[step.step]]\n  key = \"why_works\"\n  kind = \"long_text\"\n  prompt = \"What makes it work?\"\n  help = \"People, habits, a shared purpose, the place it happens, how newcomers are met. Name the thing, then give one example of it.\"\n  when = { key = \"works\", op = \"gte\", value = 3 }\n\n  [[step.step]]\n  key = \"why_not\"\n  kind = \"long_text\"\n  prompt = \"What gets in the way?\"\n  help = \"Time, a fading purpose, one voice too loud, no one keeping it going. Describe roles rather than naming people.\"\n  private = true\n  when = { key = \"works\", op = \"lte\", value = 3 }\n\n  [[step.step]]\n  key = \"why_either\"\n  kind = \"long_text\"\n  prompt = \"What helps this group along, and what holds it back?\"\n  help = \"You did not rate it, which is fine. A sentence on each side is enough.\"\n  when = { key = \"works\", op = \"unanswered\" }\n\n  [[step.step]]\n  key = \"domain\"\n  kind = \"rating\"\n  prompt = \"Domain: how far do members share something they are committed to getting better at?\"\n  help = \"Not just liking each other. Would you notice if a member did not care about it?\"\n  anchors = [\"no shared subject\", \"a loose topic\", \"partly\", \"clear to most of us\", \"it defines us\"]\n  record = \"domain\"\n\n  [[step.step]]\n  key = \"community\"\n  kind = \"rating\"\n  prompt = \"Community: how far do members do things together, help each other and care what the others think?\"\n  help = \"Regular contact counts, however often that is. It need not be daily, and disagreement is not a bad sign.\"\n  anchors = [\"strangers\", \"a few contacts\", \"some helping\", \"real relationships\", \"we rely on each other\"]\n  record = \"community\"\n\n  [[step.step]]\n  key = \"practice\"\n  kind = \"rating\"\n  prompt = \"Practice: how far has the group built up its own know-how?\"\n  help = \"Stories people retell, templates, tools, tricks, ways of handling problems that keep coming back.\"\n  anchors = [\"nothing shared\", \"odd tips\", \"a few things we reuse\", \"a real toolkit\", \"rich and still growing\"]\n  record = \"practice\"\n\n  [[step.step]]\n  key = \"evidence\"\n  kind = \"short_text\"\n  prompt = \"One recent example that backs up those ratings?\"\n  help = \"A date, a document, a moment. Ratings with an example mean more to you later.\"\n  full = true\n  record = \"evidence\"\n\n  [[step.step]]\n  key = \"links\"\n  kind = \"rating\"\n  prompt = \"As a set of contacts: how good is it for reaching people and information you would not reach otherwise?\"\n  help = \"This is the network side of the group. It can be strong or weak whatever you rated above.\"\n  anchors = [\"not at all\", \"a little\", \"sometimes\", \"often\", \"constantly\"]\n  full = true\n  record = \"links\"\n\n  [[step.step]]\n  key = \"held_by\"\n  kind = \"choose_one\"\n  prompt = \"What mostly keeps it together?\"\n  help = \"Imagine it stopped. What would people miss first?\"\n  full = true\n  options = [\n    { value = \"learning\", label = \"Learning and getting better at something\" },\n    { value = \"task\", label = \"A job or project that has to be done\" },\n    { value = \"affection\", label = \"Liking each other\" },\n    { value = \"contacts\", label = \"Useful contacts and information\" },\n    { value = \"identity\", label = \"Who we are: family, faith, place, background\" },\n    { value = \"obligation\", label = \"We are expected to be there\" },\n  ]\n  record = \"held_by\"\n\n  [[step.step]]\n  key = \"learning_intent\"\n  kind = \"choose_one\"\n  prompt = \"Is learning why this group exists, or something that happens along the way?\"\n  help = \"Both are fine, and neither changes how kith reads the group.\"\n  full = true\n  options = [\n    { value = \"purpose\", label = \"It is the point\" },\n    { value = \"by_product\", label = \"It happens along the way\" },\n    { value = \"both\", label = \"Some of each\" },\n    { value = \"none\", label = \"I do not learn much there\" },\n  ]\n  record = \"learning_intent\"\n\n  [[step.step]]\n  key = \"own_label\"\n  kind = \"choose_one\"\n  prompt = \"Before kith says how it reads your ratings, what would you call it?\"\n  help = \"Go with your gut. You can compare afterwards, and your word wins.\"\n  options = [\n    { value = \"community\", label = \"A community\" },\n    { value = \"network\", label = \"A network\" },\n    { value = \"both\", label = \"A bit of both\" },\n    { value = \"friends\", label = \"A group of friends\" },\n    { value = \"team\", label = \"A team\" },\n    { value = \"other\", label = \"Something else\" },\n  ]\n  record = \"own_label\"\n\n  [[step.step]]\n  key = \"reading\"\n  kind = \"info\"\n  prompt = \"How kith reads it\"\n  help = \"{reading}\"\n\n  [[step.step]]\n  key = \"reading_response\"\n  kind = \"short_text\"\n  prompt = \"Does that fit? What does it miss?\"\n  help = \"A reading that feels wrong is worth a line. It often shows what you value that the ratings do not cover.\"\n  full = true\n\n  [[step.step]]\n  key = \"inclusive\"\n  kind = \"rating\"\n  prompt = \"How easy would it be for someone quite unlike the usual members to join, speak and stay?\"\n  help = \"Think of a particular person you know, without writing their name.\"\n  anchors = [\"very hard\", \"hard\", \"depends\", \"fairly easy\", \"easy\"]\n  record = \"openness\"\n\n  [[step.step]]\n  key = \"barriers\"\n  kind = \"choose_many\"\n  prompt = \"What might put them off or shut them out?\"\n  help = \"Choose any that apply, or none.\"\n  private = true\n  when = { key = \"inclusive\", op = \"lte\", value = 3 }\n  options = [\n    { value = \"unknown\", label = \"They would never hear about it\" },\n    { value = \"invite\", label = \"You have to be invited\" },\n    { value = \"time\", label = \"When it happens\" },\n    { value = \"place\", label = \"Where it happens or getting there\" },\n    { value = \"cost\", label = \"Money\" },\n    { value = \"access\", label = \"Not accessible to disabled people\" },\n    { value = \"tech\", label = \"The technology it relies on\" },\n    { value = \"language\", label = \"Language or jargon\" },\n    { value = \"care\", label = \"Caring duties\" },\n    { value = \"status\", label = \"Feeling too junior or not expert enough\" },\n    { value = \"customs\", label = \"Unspoken rules and in-jokes\" },\n    { value = \"alike\", label = \"Everyone already there is alike\" },\n    { value = \"unsafe\", label = \"It would not feel safe\" },\n  ]\n  record = \"barriers\"\n\n  [[step.step]]\n  key = \"value\"\n  kind = \"choose_many\"\n  prompt = \"What do you get from belonging?\"\n  help = \"Choose any. They run roughly from what happens in the moment to what changes over time.\"\n  options = [\n    { value = \"immediate\", label = \"It is good while it lasts: company, interest, support\" },\n    { value = \"potential\", label = \"I come away with something: ideas, contacts, confidence, materials\" },\n    { value = \"applied\", label = \"I have used something from it\" },\n    { value = \"realised\", label = \"Using it made a difference\" },\n    { value = \"reframing\", label = \"It changed what I count as doing well\" },\n    { value = \"transformative\", label = \"It changed who I am or how I see the world\" },\n  ]\n  record = \"value\"\n\n[[step]]\nkey = \"difference\"\nkind = \"long_text\"\nprompt = \"Having looked at real examples, what separates a network from a community for you? Or is there no line?\"\nhelp = \"One way in: what would you do in one that you would not do in the other? Many groups have both sides, so ''more of one than the other'' is a good answer.\"\nrequired = true\n\n[[step]]\nkey = \"inclusion_overall\"\nkind = \"long_text\"\nprompt = \"Looking across them all, who is easily included, and who is not there?\"\nhelp = \"Notice patterns: age, money, health, language, background, job grade. Include yourself. Where do you fit easily, and where do you have to adjust?\"\nprivate = true\n\n[[step]]\nkey = \"value_overall\"\nkind = \"long_text\"\nprompt = \"In a few sentences someone else could read: what is belonging to these groups worth to you?\"\nhelp = \"This is the part most people share, so write it for a friendly colleague. Leave out names and anything told to you in confidence.\"\nrequired = true\n\n[[step]]\nkey = \"share_with\"\nkind = \"choose_one\"\nsitting = 2\nprompt = \"Who could you share that with?\"\nhelp = \"kith never sends anything. It prepares a page that you can read first and then post or send yourself. No course group? A colleague is just as good.\"\noptions = [\n  { value = \"group\", label = \"A course or community group I belong to\" },\n  { value = \"colleagues\", label = \"One or two colleagues\" },\n  { value = \"mentor\", label = \"A mentor or friend\" },\n  { value = \"later\", label = \"Not yet\" },\n  { value = \"keep\", label = \"Nobody: I am keeping it to myself\" },\n]\n\n[[step]]\nkey = \"share_notes\"\nkind = \"short_text\"\nsitting = 2\nprompt = \"Where and when will you share it?\"\nhelp = \"For example: the course group on Thursday, or over lunch.\"\nprivate = true\nwhen = { key = \"share_with\", op = \"in\", value = [\"group\", \"colleagues\", \"mentor\"] }\n\n[[step]]\nkey = \"read_others\"\nkind = \"long_text\"\nsitting = 2\nprompt = \"What did other people say that struck you?\"\nhelp = \"Come back to this once you have read or heard some replies. Note the idea, not the person. Use a role such as ''a new lecturer'' if you need one.\"\nprivate = true\nwhen = { key = \"share_with\", op = \"not_in\", value = [\"keep\"] }\n\n[[step]]\nkey = \"suggestions\"\nkind = \"suggestions\"\nsitting = 2\nprompt = \"Which of their suggestions could help you later?\"\nhelp = \"Add each one on its own. Give it a rough date and kith will bring it back to you.\"\nfields = [\"text\", \"from_role\", \"community\", \"try_by\"]\nwhen = { key = \"share_with\", op = \"not_in\", value = [\"keep\"] }\n\n[[step]]\nkey = \"discussion\"\nkind = \"long_text\"\nsitting = 2\nprompt = \"What came out of talking it over?\"\nhelp = \"Agreement, surprise, an offer of help. Anything said in confidence stays out, or stays private.\"\nprivate = true\nwhen = { key = \"share_with\", op = \"in\", value = [\"colleagues\", \"mentor\"] }\n","place":"look[01m8559rt9dbxgz0n673w1hppg].community","answers":{"communities":{"communities":[{"id":"01m8559rt9dbxgz0n673w1hppg","name":"Writers","kinds":["social"],"about":"Wednesdays"},{"id":"01m8559re29wsfeeqde6rxcp2f","name":"Choir"}]},"focus":{"communities":[{"id":"01m8559rt9dbxgz0n673w1hppg","name":"Writers"},{"id":"01m8559re29wsfeeqde6rxcp2f","name":"Choir"}]},"look[01m8559rt9dbxgz0n673w1hppg].domain":{"number":3},"look[01m8559rt9dbxgz0n673w1hppg].why_works":{"text":"We sing well"},"look[01m8559rt9dbxgz0n673w1hppg].works":{"number":4}},"started":"2026-11-23T22:34:25.092714429+01:00","updated":"2026-11-23T22:34:25.105758013+01:00","spent":244863,"sitting":1,"step":8,"steps":26}');
CREATE TABLE hold (
    draft TEXT NOT NULL PRIMARY KEY,
    who   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO hold VALUES('01m8559rt54q5jd8qqa7e75dvz','process 18591, since 22:34');
CREATE INDEX community_kind_by_kind ON community_kind (folded, community);
CREATE INDEX community_tag_by_tag ON community_tag (folded, community, tag);
CREATE UNIQUE INDEX reflection_by_time ON reflection (created, id);
CREATE INDEX reflection_by_activity ON reflection (activity, created, id);
CREATE INDEX reflection_by_tail ON reflection (substr(id, -8));
CREATE INDEX reflection_tag_by_tag ON reflection_tag (folded, created, reflection, tag);
CREATE INDEX reflection_community_by_community ON reflection_community (community, created, reflection);
CREATE INDEX observation_by_time ON observation (community, at, id);
CREATE INDEX observation_by_reflection ON observation (reflection, community, measure);
CREATE INDEX suggestion_by_state ON suggestion (state, try_by = '', try_by, created, id);
CREATE INDEX suggestion_by_community ON suggestion (community, state);
CREATE INDEX suggestion_by_reflection ON suggestion (reflection);
CREATE INDEX draft_by_time ON draft (updated, id);
CREATE INDEX community_by_name ON community (listed, name_folded);
CREATE INDEX community_by_start ON community (listed, started DESC, name_folded);
CREATE INDEX community_by_look ON community (listed, looked_at DESC, name_folded);
CREATE INDEX community_by_quiet ON community (listed, coalesce(looked_at, created), id);
CREATE INDEX community_by_merger ON community (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX community_by_end ON community (ended, id) WHERE state = 'trashed';
CREATE INDEX answer_by_community ON answer (community) WHERE community IS NOT NULL;
CREATE INDEX observation_by_measure ON observation (community, measure, at, id) WHERE undone IS NULL;
CREATE INDEX observation_by_origin ON observation (was, at, id) WHERE was IS NOT NULL;
CREATE TRIGGER observation_is_made AFTER INSERT ON observation WHEN new.undone IS NULL
BEGIN
    UPDATE community SET looked_at = new.at
    WHERE id = new.community AND (looked_at IS NULL OR looked_at < new.at);
END;
CREATE TRIGGER observation_is_changed AFTER UPDATE OF community, at, undone ON observation
BEGIN
    UPDATE community SET looked_at = (
        SELECT o.at FROM observation o
        WHERE o.community = community.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1)
    WHERE id IN (old.community, new.community);
END;
CREATE TRIGGER observation_is_deleted AFTER DELETE ON observation
BEGIN
    UPDATE community SET looked_at = (
        SELECT o.at FROM observation o
        WHERE o.community = community.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1)
    WHERE id = old.community;
END;
COMMIT;
PRAGMA application_id = 0x6b697468;
PRAGMA user_version = 2;

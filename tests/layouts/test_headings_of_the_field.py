"""Headings as forces print them, with the facts they must give, and headings that must give none.

The words are ours. A line is `force | what the headings around name | heading | facts`. A fact that is not listed must
not be stated, but for what the line leaves to `...`.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from extractor.codelists import vocabulary
from extractor.facts import OPEN, Facts
from extractor.layouts.lexicon import SINGLE, Lexicon

KNOWN = """
||All crime excluding fraud|measure=recorded_crime category=all_crime
||Total recorded crime (excl. fraud)|measure=recorded_crime category=all_crime
||Police recorded crime|measure=recorded_crime
||Number of all crime offences|measure=recorded_crime category=all_crime
||Total Notifiable Offences|measure=recorded_crime category=all_crime
||Violence against the person offences|category=violence_against_the_person ...
||VAP|category=violence_against_the_person
||VWI|category=violence_with_injury
||Violence without injury (VWOI)|category=violence_without_injury
||Homicide|category=homicide
||Death or serious injury – unlawful driving|category=unlawful_driving
||Stalking & harassment|category=stalking_and_harassment
||Controlling or coercive behaviour|category=coercive_control
||Malicious communications|category=malicious_communications
||Rape and serious sexual offences (RASSO)|category=serious_sexual_offences
||Number of rapes|category=rape
||Other sexual offences|category=other_sexual_offences
||Robbery of personal property|category=personal_robbery
||Robbery: business|category=business_robbery
||Burglary – residential|category=residential_burglary
||Burglary in a dwelling|category=domestic_burglary
||Non-residential burglary|category=business_burglary
||Burglary Business & Community|category=business_burglary
||Aggravated burglary|category=aggravated_burglary
||Vehicle crime|category=vehicle_offences
||Theft from a motor vehicle|category=theft_from_vehicle
||TOMV|category=theft_of_vehicle
||Interfering with a motor vehicle|category=vehicle_interference
||Theft from the person|category=theft_from_person
||Bike theft|category=bicycle_theft
||Shop lifting|category=shoplifting
||All other theft offences|category=other_theft
||Criminal damage & arson|category=criminal_damage_and_arson
||Drugs trafficking|category=drug_trafficking
||Possession of drugs|category=drug_possession
||Possession of weapons offences|category=possession_of_weapons
||Possession of article with blade or point|category=knife_possession
||Public order offences|category=public_order
||Misc. crimes against society|category=other_crimes_against_society
||Knife-enabled crime|category=knife_crime
||Serious violence|category=serious_violence
||Number of hate crimes|category=hate_crime context=hate_crime
||Hate incidents|measure=incidents category=hate_crime
|hate_crime|Racist|category=race
|hate_crime|Religion or belief|category=religion
|hate_crime|Homophobic|category=sexual_orientation
|hate_crime|Transphobic|category=transgender
|hate_crime|Sectarian|category=sectarian
||Domestic abuse offences|measure=recorded_crime category=domestic_abuse
||DA incidents|measure=incidents category=domestic_abuse
||CSE|category=child_sexual_exploitation
||Child sexual abuse|category=child_sexual_abuse
||Modern slavery & human trafficking|category=modern_slavery
||Cyber-dependent crime|category=cyber_dependent_crime
||Rural crimes|category=rural_crime
||Retail crime|category=retail_crime
||VAWG|category=vawg
||Assaults on emergency workers|category=emergency_worker_assaults
||Charged/summonsed|measure=charges
||Charge rate|measure=charge_rate
||Outcome 2: Youth caution|measure=outcomes breakdown.outcome
||Outcome 14|measure=outcomes breakdown.outcome
||Named suspect, victim does not support|measure=outcome_16
||Investigation complete – no suspect identified|measure=outcomes breakdown.outcome
||Action undertaken by another body|measure=outcome_20
||Community Resolutions|measure=outcomes breakdown.outcome
||Out of court disposals|measure=outcomes breakdown.outcome
||Evidential difficulties|measure=outcomes breakdown.outcome
||Solved rate|measure=action_taken_rate
||All crime offences solved|measure=action_taken_outcomes category=all_crime
||Formal outcome rate: rape|measure=action_taken_rate category=rape
||Burglary – residential solved rate|measure=action_taken_rate category=residential_burglary
||Number difference|role=difference
||Numeric change|role=difference
||% difference|role=percent_change
||% Trend|role=percent_change
||Percentage above 5-year average|role=percent_change base=average
||Variance from target|role=difference base=target
||vs baseline 2019/20|role=difference base=baseline ...
||vs average|role=difference base=average
||Difference (pp)|role=difference unit=percentage_point
||pp|role=difference unit=percentage_point
||Change on previous year|role=difference period
||% change on previous year|role=percent_change period
||MSF average|area=Most_Similar_Group area_type=peer_group context=peers
||MSG position|area=force statistic=rank unit=rank context=peers
||National average|area=England_and_Wales area_type=country
||National position|statistic=rank unit=rank breakdown.ranked_among=
||Rate per 1,000 population|statistic=rate unit=per_1000_population
||Per 100,000 population|statistic=rate unit=per_100000_population
||Rate per million|statistic=rate unit=per_million_population
||Complaints logged per 1,000 employees|measure=complaints category=all statistic=rate unit=per_1000_employees
||999 calls answered within 10 seconds|measure=answered_in_target category=999
||101: average time to answer|measure=answer_time category=101
||101 abandonment rate (%)|measure=abandonment_rate category=101
||999 calls received|measure=calls_received category=999
|999|Calls|measure=calls_received
|calls_received|% abandoned|measure=abandonment_rate
|response|Immediate|breakdown.grade
|response|Priority|breakdown.grade
||Grade 1|breakdown.grade
|response|% within target|measure=attended_in_target
||Median response time|measure=response_time statistic=median
||Number of KSI collisions|measure=killed_or_seriously_injured category=collisions
||People killed or seriously injured|measure=killed_or_seriously_injured category=casualties
||KSI|measure=killed_or_seriously_injured context=road
|road_collisions|Slight|measure=road_collisions category=minor_injury
|road|Pedal cyclists|breakdown.road_user
||Fatal collisions|measure=road_collisions category=fatal
||Stop & search|measure=stop_searches category=stop_and_search
|stop_and_search|Searches|measure=stop_searches category=stop_and_search
|stop_and_search|% of searches|measure=stop_searches category=stop_and_search unit=percent statistic=share
|stop_and_search|Going equipped|breakdown.reason
|stop_and_search|No further action|breakdown.outcome
|stop_and_search|Drugs|breakdown.reason
|stop_and_search|Find rate|measure=positive_outcome_rate category=stop_and_search breakdown.basis
||Searches by self-defined ethnicity|measure=stop_searches category=stop_and_search context=ethnicity
||Asian or Asian British|breakdown.ethnicity
||White: Gypsy or Irish Traveller|breakdown.ethnicity
||Mixed or multiple|breakdown.ethnicity
|ethnicity|Not stated|breakdown.ethnicity
||Not stated|breakdown.part
||18-24|breakdown.age
||35 to 49|breakdown.age
||Under 18|breakdown.age
||65 and over|breakdown.age
||Females|breakdown.sex
|headcount|Chief Inspector|breakdown.rank
||Officers (FTE)|measure=strength unit=fte breakdown.rank_group
||PCSOs|breakdown.rank_group
||Female officers|breakdown.rank_group breakdown.sex
||Working days lost to sickness per officer|measure=sickness_days unit=day breakdown.rank_group
||Establishment (FTE)|measure=establishment ...
|headcount|Leavers|measure=leavers
||Use of force|measure=use_of_force context=use_of_force
||CED (Taser): fired|measure=use_of_force breakdown.tactic breakdown.ced_use
||Compliant handcuffing|measure=use_of_force breakdown.tactic
|use_of_force|Drawn|breakdown.use
||Section 136|measure=mental_health_detentions context=mental_health_detentions
||Allegations|measure=allegations context=complaints
||Average working days to finalise complaint|measure=days_to_finalise_complaint
||Victims satisfied with the whole experience|measure=victim_satisfaction category=whole_experience
|victim_satisfaction|Base|measure=survey_respondents
|survey|Ease of contact|category=initial_contact
||Confidence interval|breakdown.series
||Confidence in policing|measure=public_confidence context=survey
||Feel safe after dark|measure=survey_feel_safe category=after_dark
||Repeat victimisation rate|measure=repeat_victim_rate
||Missing person episodes|measure=missing_person_reports category=all context=missing_person_reports
||Missing children|measure=missing_person_reports category=child
|finance|Forecast outturn|measure=expenditure breakdown.series
|finance|Over/(under) spend|measure=budget_variance role=difference
|finance|Variance|measure=budget_variance role=difference
||Variance|role=difference
|finance|Net revenue budget|category=total_budget
|finance|Police officer pay and allowances|category=police_officer_pay
norfolk||Norfolk Constabulary|area=Norfolk area_type=force
norfolk||Suffolk Constabulary|area=Suffolk area_type=force
||PCC for Kent|area=Kent area_type=force
||Devon & Cornwall Police|area=Devon_and_Cornwall area_type=force
||Metropolitan Police Service|area=Metropolitan_Police area_type=force
||GMP|area=Greater_Manchester area_type=force
||Heddlu Gogledd Cymru|area=North_Wales area_type=force
||Hampshire & Isle of Wight Constabulary|area=Hampshire area_type=force
||Vetting applications received|measure=vetting_applications
||Detentions authorised|measure=detentions context=custody
||Charge rate - all crime|measure=charge_rate category=all_crime
||Registered sex offenders in the community|measure=registered_sex_offenders
||Cases discussed at MARAC|measure=marac_cases
||Account freezing orders granted|measure=account_freezing_orders
||Subject access requests received|measure=subject_access_requests
||Ineffective trial rate|measure=ineffective_trial_rate
||Group 3: Crimes of dishonesty|category=dishonesty
||Theft by an employee|category=theft_by_employee
||Switchboard calls abandoned|measure=calls_abandoned category=switchboard
|complaints|Average working days to log|measure=days_to_log_complaint statistic=mean
|vetting|Expired|measure=vetted_posts breakdown.state
|motoring|Seat belt|measure=motoring_offences category=seatbelt
||Police Service of Northern Ireland|area=Northern_Ireland area_type=force
||UK|area=United_Kingdom area_type=country
||Scotland|area=Scotland area_type=country
|regions|North East|area=North_East area_type=region
||Yorkshire & the Humber|area=Yorkshire_and_The_Humber area_type=region
cleveland||Redcar & Cleveland|area=Redcar_and_Cleveland area_type=district
cleveland||Stockton|area=Stockton area_type=district
essex||Basildon Borough|area=Basildon area_type=district
essex||North LPA|area=North area_type=policing_area
essex|policing_areas|Basildon|area=Basildon area_type=policing_area
norfolk||King's Lynn & West Norfolk|area=King's_Lynn_and_West_Norfolk area_type=district
northern_ireland||Lisburn & Castlereagh City|area=Lisburn_and_Castlereagh_City area_type=district
northumbria||Newcastle|area=Newcastle area_type=district
staffordshire||Newcastle|area=Newcastle area_type=district
norfolk||Newcastle upon Tyne|area=Newcastle_upon_Tyne area_type=district
metropolitan||London Borough of Hackney|area=Hackney area_type=district
gwent||Casnewydd|area=Newport area_type=district
||Crime by LPA|measure=recorded_crime context=policing_areas
||Table 4: Stop and search by ethnicity|measure=stop_searches category=stop_and_search context=ethnicity
||Figure 2.1 – Robbery|category=robbery
||Outcome 22|measure=outcome_22
||% outcome 22|measure=diversion_rate
||Diversionary, educational or intervention activity|measure=outcome_22
||Prosecution prevented|measure=prosecution_prevented
||Released under investigation|measure=released_under_investigation
||CSEW crime|measure=survey_crime context=survey
||Rural crimes recorded|measure=recorded_crime category=rural_crime
||Crime rate per 1,000 population|measure=recorded_crime category=all_crime statistic=rate unit=per_1000_population
||Fatal 4 offences|measure=motoring_offences context=motoring
||% female officers|statistic=share unit=percent breakdown.rank_group breakdown.sex
||Number of victims satisfied|measure=survey_satisfied
||Gross budget|measure=budget category=gross_expenditure
|response_time|Grade 1 incidents|breakdown.grade
|attended_in_target|Emergency incidents|breakdown.grade
||Custody complaints|measure=complaints category=all breakdown.place
||Public confidence in local policing|measure=public_confidence context=survey
||TWOC|category=theft_of_vehicle
||BOTD|category=business_burglary
||Knife possession|category=knife_possession
||Threats to kill|category=violence_without_injury breakdown.offence
||S18 GBH|category=grievous_bodily_harm breakdown.offence
||Attempted rape|category=rape breakdown.offence
||Arson endangering life|category=arson breakdown.offence
||Possession with intent to supply|category=drug_trafficking breakdown.offence
||Assault without injury on a constable|category=assault_without_injury breakdown.victim
||Hate crime - race|category=race
||Racially motivated hate crime|category=race
||Non-crime hate incidents|measure=incidents category=hate_crime breakdown.crime
||Domestic abuse occurrences|measure=incidents category=domestic_abuse
||Repeat hate crime victims|measure=repeat_victims category=hate_crime
||Repeat victims of ASB|measure=asb_repeat_victims
||Domestic homicides|category=homicide breakdown.subset
||Charge volume|measure=charges
||Detection rate|measure=action_taken_rate
||Sanction detections|measure=action_taken_outcomes breakdown.basis
||Conditional cautions|measure=outcomes breakdown.outcome
||Outcome 14 rate|measure=outcomes statistic=share unit=percent breakdown.outcome
||Outcomes 1-8|measure=action_taken_outcomes
|outcomes|OC18|measure=outcomes breakdown.outcome
||Average 999 wait time|measure=answer_time category=999
||101 median wait time|measure=answer_time category=101 statistic=median
||101 calls answered under 2 minutes|measure=answered_in_target category=101
||Single Online Home contacts|measure=digital_contacts breakdown.route
||Incidents attended|measure=deployments
||Immediate incidents attended within target|measure=attended_in_target breakdown.grade
||Priority incidents attended within 60 minutes|measure=attended_in_target breakdown.grade
||% Grade 1 attended within target|measure=attended_in_target breakdown.grade
||Priority incidents|measure=incidents breakdown.grade
||Youth-related ASB|measure=asb_incidents category=all breakdown.related
||Closure orders|measure=closure_orders
||CPWs|measure=community_protection_warnings
||Good/excellent job|measure=public_confidence breakdown.question
||Satisfaction with being kept informed|measure=victim_satisfaction category=kept_informed
||Stop and search find rate|measure=positive_outcome_rate category=stop_and_search breakdown.basis
||Working days lost per FTE|measure=sickness_days unit=day
||Police staff vacancies|measure=vacancies breakdown.rank_group
||Officers on recuperative duties|measure=limited_duties breakdown.duty
||Pedestrian KSI|measure=killed_or_seriously_injured breakdown.road_user
||Traffic Offence Reports|measure=traffic_offence_reports
||Juvenile strip searches|measure=strip_searches category=child
||High risk missing persons|measure=missing_person_reports category=all breakdown.risk
||Clare's Law applications|measure=dvds_applications
||Detained under the Mental Health Act|measure=mental_health_detentions context=mental_health_detentions
||RSOs|measure=registered_sex_offenders
||Major disruptions|measure=disruptions breakdown.level
||Guilty plea rate|measure=guilty_plea_rate
||Digital forensics backlog|measure=devices_awaiting_examination
||% FOI answered within 20 working days|measure=foi_compliance
"""

# What is said is no subject, area or role, or what may be meant is not settled by the words.
NOTHING_KNOWN = """
Newcastle|Richmond|Central|North|South|Western|City|County|Kingston|North East|South East
Other|Recorded|Calls|Priority|Standard|Immediate|Serious|Race|Drugs seized in prisons|Fired|Aimed|Base|Searches
Within target|Treatment|Actions|Follow up|Prosecutions|Interviews|Home visits|Upheld|Sergeant of arms|Soon
Theft of livestock feed|Kent Street|Reading test scores|Norfolk Island|East Suffolk and Essex|Robbery and Shoplifting
Hate crime awareness courses|Rape crisis referrals|Taser trained officers|Stop and search complaints upheld by court
Calls about dogs|Outcome letters sent|Burglary reduction grants|Custody staff satisfaction|Outcome rate|Per 10,000 sheep
18-24 Hour|Chief|Detained|Positive|Risk assessments completed on time
Drug seizures value|Value of burglary|Average age of complaints|Burglary outcome|Burglary unit
Local policing budget|Control room sickness rate|Roads policing officers|Safeguarding arrests
Professional standards headcount|Neighbourhood policing strength
"""


@lru_cache(maxsize=32)
def lexicon(force: str) -> Lexicon:
    return Lexicon(vocabulary(), force)


def stated(facts: Facts) -> dict[str, str]:
    single = {name: getattr(facts, name).replace(" ", "_") for name in SINGLE if getattr(facts, name)}
    return single | {f"breakdown.{key}": "" for key, _ in facts.breakdown} | ({"period": ""} if facts.period else {})


@pytest.mark.parametrize("line", KNOWN.strip().splitlines())
def test_a_heading_gives_its_facts_and_no_others(line: str) -> None:
    force, around, heading, wanted = line.split("|")
    facts = lexicon(force).read(heading, frozenset(around.split(",")))
    expected = dict(fact.partition("=")[::2] for fact in wanted.split() if fact != "...")
    found = stated(facts)
    if "..." in wanted:
        found = {key: value for key, value in found.items() if key in expected}
    assert (found, facts.unknown) == (expected, "")


@pytest.mark.parametrize("heading", [h for line in NOTHING_KNOWN.strip().splitlines() for h in line.split("|")])
def test_a_heading_that_settles_nothing_gives_no_subject_and_no_area(heading: str) -> None:
    facts = lexicon("").read(heading)
    assert (facts.measure, facts.category, facts.area.strip(OPEN), facts.breakdown) == ("", "", "", ())


@pytest.mark.parametrize(
    ("heading", "breakdown"),
    [
        ("Officers and staff", ("rank_group", "Officers and staff")),
        ("Police officers and PCSOs", ("rank_group", "Officers and PCSOs")),
        ("Male and female", ("sex", "Both")),
        ("Black v White disproportionality", ("ethnicity", "Black")),
        ("Grade 1 response time", ("grade", "Grade 1")),
    ],
)
def test_a_part_is_the_one_that_the_whole_heading_names(heading: str, breakdown: tuple[str, str]) -> None:
    assert lexicon("").read(heading).breakdown == (breakdown,)


def test_an_area_of_another_force_is_never_the_force() -> None:
    for force in ("kent", "essex", "norfolk"):
        facts = lexicon(force).read("Middlesbrough")
        assert (facts.area, facts.area_type) == ("Middlesbrough", "district")


def test_a_name_of_two_forces_is_left_open_in_a_third() -> None:
    assert lexicon("norfolk").read("Newcastle").area == ""
    assert lexicon("norfolk").read("Richmond").area == ""


def test_the_name_of_a_direction_counts_in_its_own_force_alone() -> None:
    assert lexicon("essex").read("West").area == "West"
    assert lexicon("merseyside").read("West").area == ""


def test_a_bare_direction_is_a_region_only_where_regions_are_spoken_of() -> None:
    assert lexicon("").read("South East").area == ""
    assert lexicon("").read("South East", frozenset(("regions",))).area_type == "region"


def test_a_term_for_the_whole_heading_says_nothing_inside_another() -> None:
    assert lexicon("").read("Robbery 18-24 hours").breakdown == ()
    assert lexicon("").read("Recorded crime vs baseline").role == ""


def test_the_nearest_terms_are_names_and_not_their_titles() -> None:
    near = lexicon("").nearest("Hartlepol")
    assert near[0] == "hartlepool" and not any(n.startswith("hartlepool ") for n in near)
